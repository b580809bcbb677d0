import { describe, expect, it } from 'vitest';
import { compile, hintsOf, largest } from '../../../language/index.ts';
import { compiled, operatorsAt } from './compiled.ts';

type Files = Readonly<Record<string, string>>;

const from = (files: Files) => (specifier: string) => {
  const text = files[specifier];
  return text === undefined ? undefined : { file: specifier, text };
};

describe('imports', () => {
  it('give the blocks of another file, which see their own file', () => {
    const files = {
      './a.lithe': 'import "./b.lithe"\nblock A(n) { B(n + 1) }',
      './b.lithe': 'block B(n) { linear(n) }',
    };
    const text = 'import "./a.lithe"\nsupernet S { input v: vector[4]; A(1) }';
    const space = compiled(text, from(files)).spaces[0]!;
    expect(operatorsAt(space, largest(space))).toEqual(['a.b.linear vector[2]']);
  });

  it('do not hand on what the other file imports', () => {
    const files = { './a.lithe': 'import "./b.lithe"\nblock A { B }', './b.lithe': 'block B { relu }' };
    const text = 'import "./a.lithe"\nsupernet S { input v: vector[4]; B }';
    const { diagnostics } = compile(text, { file: 'f', resolve: from(files) });
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-operator']);
  });

  it('report a cycle where it closes, and go on', () => {
    const files = {
      './a.lithe': 'import "./b.lithe"\nblock A { relu }',
      './b.lithe': 'import "./a.lithe"\nblock B { relu }',
    };
    const text = 'import "./a.lithe"\nsupernet S { input v: vector[4]; A }';
    const { diagnostics, spaces } = compile(text, { file: 'f', resolve: from(files) });
    expect(diagnostics.map(({ file, line, message }) => [file, line, message])).toEqual([
      [
        './b.lithe',
        1,
        'this import closes a cycle: ./a.lithe -> ./b.lithe -> ./a.lithe; move what they share into a file that both import',
      ],
    ]);
    expect(spaces).toHaveLength(1);
  });

  it('place problems in the file where they are', () => {
    const files = { './a.lithe': '\nblock A { liner(2) }' };
    const text = 'import "./a.lithe"\nsupernet S { input v: vector[4]; A }';
    const compilation = compile(text, { file: 'f', resolve: from(files) });
    expect(compilation.diagnostics).toMatchObject([
      { file: './a.lithe', line: 2, column: 11, code: 'unknown-operator' },
    ]);
    expect(hintsOf(compilation).every(({ range }) => range.file === 'f')).toBe(true);
  });

  it.each(['mobile', 'transformer'])('lithe:%s is without problems', (page) => {
    const uses = {
      mobile: 'input i: image[16, 8, 8]; InvertedResidual(16, squeeze: true); InvertedResidual(24, stride: 2)',
      transformer: 'input s: sequence[5, 16]; TransformerLayer(heads: 4, hidden: 32)',
    };
    compiled(`import "lithe:${page}"\nsupernet S { ${uses[page as keyof typeof uses]} }`);
  });
});

describe('a search of what other files declare', () => {
  const files = {
    './net.lithe': `
      import "./blocks.lithe"
      supernet Net { input i: image[1, 4, 4]; global_pool; elastic w in [4, 8]; Wide(w); linear(2) }
      supernet Other { input v: vector[8]; liner(2) }`,
    './blocks.lithe': 'block Wide(n) { linear(n); relu }\nsupernet Hidden { input v: vector[8]; linear(1) }',
    './data.lithe': 'dataset Digits { images "i" labels "l"; validation 10% }\ntarget Phone { device cpu; threads 2 }',
  };
  const imports = 'import "./net.lithe"\nimport "./data.lithe"\n';

  it('finds super-networks, datasets and targets', () => {
    const text = `${imports}search Q { space Net; data Digits; maximize accuracy; minimize latency on Phone }`;
    const { spaces, searches, datasets, targets, diagnostics } = compile(text, { file: 'f', resolve: from(files) });
    expect(diagnostics.map(({ code }) => code)).toEqual(['not-executed']);
    expect(spaces.map(({ name, source }) => [name, source.file])).toEqual([['Net', './net.lithe']]);
    expect(operatorsAt(spaces[0]!, largest(spaces[0]!))[1]).toBe('wide.linear vector[8]');
    expect(searches[0]).toMatchObject({ space: 'Net', data: 'Digits' });
    expect(datasets.map(({ name, source }) => [name, source.file])).toEqual([['Digits', './data.lithe']]);
    expect(targets.map(({ name }) => name)).toEqual(['Phone']);
  });

  it('reads only what it names, its own before another of that name', () => {
    const own = 'supernet Net { input v: vector[3]; linear(3) }\n';
    const compilation = compile(`${imports}${own}search Q { space Net; minimize macs }`, {
      file: 'f',
      resolve: from(files),
    });
    expect(compilation.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(compilation.spaces.map(({ source }) => source.file)).toEqual(['f']);
    expect(compilation.datasets).toEqual([]);
  });

  it('says what is wrong in the file where it is', () => {
    const { diagnostics, searches } = compile(`${imports}search Q { space Other; minimize macs }`, {
      file: 'f',
      resolve: from(files),
    });
    expect(diagnostics.map(({ file, code }) => [file, code])).toEqual([['./net.lithe', 'unknown-operator']]);
    expect(searches).toHaveLength(1);
  });

  it('does not reach through an import of an import, and names what is near', () => {
    const problems = (name: string) =>
      compile(`${imports}search Q { space ${name}; minimize macs }`, { file: 'f', resolve: from(files) }).diagnostics;
    expect(problems('Hidden').map(({ code }) => code)).toEqual(['unknown-space']);
    expect(problems('Nett').map(({ message }) => message)).toEqual([
      'this file has no super-network `Nett`; did you mean `Net`?',
    ]);
  });
});

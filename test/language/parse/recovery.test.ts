import { describe, expect, it } from 'vitest';
import { parse } from '../../../language/parse/parse.ts';

/** Kinds and names of the statements of the first super-network, and how many problems the text has. */
function outline(body: string): { readonly statements: readonly string[]; readonly problems: number } {
  const { tree, diagnostics } = parse(`supernet S {\n${body}\n}`, 'f');
  const [first] = tree.declarations;
  const statements = first?.$type === 'Supernet' ? first.body.statements : [];
  return {
    statements: statements.map((one) => ('name' in one ? `${one.$type} ${one.name}` : one.$type)),
    problems: diagnostics.length,
  };
}

describe('a half-written statement', () => {
  it.each([
    [
      'an elastic without a domain',
      'elastic depth in\nlayer: repeat depth { relu }\nlinear(3)',
      ['Elastic depth', 'Labelled layer', 'Call'],
    ],
    ['an elastic before a keyword', 'elastic depth in\nresidual { relu }', ['Elastic depth', 'Residual']],
    [
      'an open parenthesis before a label',
      'patch: conv(64\nlayer: repeat 3 { relu }',
      ['Labelled patch', 'Labelled layer'],
    ],
    [
      'an open parenthesis after a comma',
      'patch: conv(64,\nlayer: repeat 3 { relu }',
      ['Labelled patch', 'Labelled layer'],
    ],
    ['an open argument', 'conv(64, kernel:\nelastic n in [1, 2]', ['Call', 'Elastic n']],
    ['an open list', 'elastic n in [1, 2\nlayer: relu', ['Elastic n', 'Labelled layer']],
    ['a label before a comma', 'a: b, \nother: relu', ['Labelled a', 'Labelled other']],
    ['a constant without a value', 'const n =\nlayer: linear(n)', ['Constant n', 'Labelled layer']],
  ])('ends at the next statement: %s', (_, body, statements) => {
    const found = outline(body);
    expect(found.statements).toEqual(statements);
    expect(found.problems).toBe(1);
  });

  it('does not reach into the next declaration', () => {
    const { tree } = parse('supernet A {\n  repeat 3 {\n    relu\n}\nsearch B { space\n data D\n}', 'f');
    expect(tree.declarations.map(({ name }) => name)).toEqual(['A', 'B']);
  });
});

describe('newlines', () => {
  it.each([
    ['between the parts of a statement', 'elastic depth\nin\n2\n..\n5\nlayer:\nrepeat\ndepth\n{\nrelu\n}'],
    ['in arguments', 'conv(\n64,\nkernel: 3,\nstride:\n2,\n)'],
    ['before a conditional argument', 'conv(\n64,\nstride: if i == 0 then 2 else 1,\nkernel: 3)'],
    ['before an else', 'if depth == 1 { relu }\nelse if depth == 2 { gelu }\nelse { tanh }'],
    ['before a shortcut', 'residual\nwhen a\n{ relu }\nshortcut\n{ gelu }'],
    ['in expressions', 'const a =\nif b then\n3\nelse\n4 +\n5'],
    ['and none at all', 'relu; gelu; label: { tanh; elastic n in [1, 2] }; const a = 3'],
  ])('mean nothing %s', (_, body) => {
    expect(outline(body).problems).toBe(0);
  });
});

describe('names', () => {
  it('may be words that mean something in one place only', () => {
    const words =
      'step label layer text data weight length top each images space seed sample batch weights on test mean target device';
    for (const word of words.split(' ')) {
      expect(
        outline(`const ${word} = 1\nlinear(${word},\n${word}: ${word})\n${word}: relu\nfrom ${word}`).problems,
        word,
      ).toBe(0);
    }
  });
});

describe('numbers', () => {
  it.each(['80M', '2.5G', '10ms', '4MB', '4MiB', '50%', '2e-3', '1..3', '64..512 step 64'])('%s', (written) => {
    expect(outline(written.includes('..') ? `elastic n in ${written}` : `const n = ${written}`).problems).toBe(0);
  });
});

describe('the rest of the language', () => {
  it('is parsed', () => {
    const body = `
      weights "vit.safetensors" { "blocks.{i}.attn.qkv.weight" -> layer[i].attention.{query, key, value}.weight }
      weights "hf:google-bert/bert-base-uncased" as huggingface_bert
      quantize [fp32, int8, w4a8]; quantize each [int4]; prune [0%, 50%]
      route 4 top 2 { linear(3) }
      concat(layer[0..3], stem, along: length)
      branch sum { a { relu } b: { gelu } }`;
    expect(outline(body).problems).toBe(0);
  });
});

describe('labels inside labels', () => {
  it.each(['a: ', 'a: residual ', 'a: repeat 2 ', 'a: if b '])('are read in one go: %s{', (open) => {
    // Were the text behind a label read to its end to tell the label from a call, this would take 2^40 steps.
    const nested = `${open}{\n`.repeat(40) + '}'.repeat(40);
    expect(outline(nested)).toEqual({ statements: ['Labelled a'], problems: 0 });
  });

  it('are refused beyond what anybody writes, at their deepest place', () => {
    const text = `supernet S {\r\n${'a: {\r'.repeat(70)}`;
    expect(parse(text, 'f').diagnostics).toMatchObject([{ code: 'nested-too-deep', line: 71, column: 4 }]);
  });

  it.each([
    ['before the end of a list', 'residual { a: }\nrelu', ['Residual', 'Call']],
    ['before a declaration', 'a:\nelastic d in 2..3\nrelu', ['Labelled a', 'Elastic d', 'Call']],
    ['before another label', 'a:\nb: relu', ['Labelled a', 'Labelled b']],
    ['before a semicolon', 'a:; relu', ['Labelled a', 'Call']],
  ])('may name nothing yet %s', (_, body, statements) => {
    expect(outline(body)).toEqual({ statements, problems: 0 });
  });
});

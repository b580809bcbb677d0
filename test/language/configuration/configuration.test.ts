import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeConfiguration } from '../../../language/configuration/write-configuration.ts';
import {
  asDefaults,
  compile,
  configurationOf,
  defaults,
  format,
  genomeOf,
  insertConfiguration,
  parse,
  resolveNames,
  type Space,
  sampleGenome,
} from '../../../language/index.ts';
import { programs } from '../programs/program.ts';
import { compiledProgram } from '../programs/properties.ts';
import { randomFrom } from '../random.ts';

const net = `supernet Net {
  input image: image[3, 32, 32]
  elastic depth in 1..3
  layer: repeat depth {
    elastic kernel in [3, 5]
    elastic act in [relu, gelu]
    conv(8, kernel); act
  }
  choose head {
    small {}
    large { conv(16, kernel: 1); relu }
  }
  prune [0%, 7%, 50%]
  global_pool
  quantize [fp32, int8]
  linear(10)
}
`;

const compiled = (choices: string) => compile(`${net}configuration C of Net {\n${choices}\n}\n`, { file: 'net.lithe' });
const told = (choices: string) =>
  compiled(choices).diagnostics.map(({ severity, message }) => `${severity}: ${message}`);

function settled(choices: string) {
  const { spaces, configurations, diagnostics } = compiled(choices);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return configurationOf(spaces[0]!, configurations[0]!.genome);
}

describe('a configuration', () => {
  it('gives decisions by their paths, those left out their defaults', () => {
    expect(settled('depth: 2; layer[1].kernel: 3; head: small; sparsity: 7%; precision: int8')).toEqual({
      depth: 2,
      'layer[0].kernel': 5,
      'layer[0].act': 'relu',
      'layer[1].kernel': 3,
      'layer[1].act': 'relu',
      head: 'small',
      sparsity: 0.07,
      precision: 'int8',
    });
  });

  it('gives several copies at once, and groups', () => {
    const one = settled('layer[0..1] { kernel: 3; act: gelu }\nlayer[2].kernel: 3');
    expect(one).toEqual(settled('layer[0..2].kernel: 3\nlayer[0] { act: gelu }\nlayer[1].act: gelu'));
    expect(one['layer[2].act']).toBe('relu');
  });

  it('tells of decisions and values that are not there, of what is given twice, and of what decides nothing', () => {
    expect(told('dept: 2')).toEqual(['error: there is no decision `dept`; did you mean `depth`?']);
    expect(told('layer[0..3].kernel: 3')[0]).toMatch(/no decision `layer\[3\].kernel`/);
    expect(told('layer[2..0].kernel: 3')[0]).toMatch(/no decision `layer\[2\.\.0\].kernel`/);
    expect(told('layer[0].kernel: 4')).toEqual(['error: `layer[0].kernel` cannot be 4; it is `3` or `5`']);
    expect(told('head: tall')[0]).toMatch(/cannot be tall; it is `small` or `large`/);
    expect(told('depth: gelu')[0]).toMatch(/cannot be gelu/);
    expect(told('layer[0..1].kernel: 3\nlayer[1].kernel: 5')[0]).toMatch(
      /`layer\[1\].kernel` is given already, on line 19/,
    );
    expect(told('depth: 1\nlayer[2].kernel: 3')).toEqual([
      'hint: this decides nothing: `layer[2].kernel` is not there where `depth` is 1',
    ]);
  });

  it('is told one thing of where a line is half-written, and the lines around it are read', () => {
    for (const half of [
      'depth:\nhead: small',
      'layer[0\nhead: small',
      'layer[0].\nhead: small',
      'layer {\nhead: small',
    ]) {
      const errors = compiled(half).diagnostics.filter(({ severity }) => severity === 'error');
      expect(
        errors.map(({ code }) => code),
        half,
      ).toEqual(['syntax']);
    }
  });

  it('names what renaming and finding references follow', () => {
    const text = `${net}configuration C of Net { depth: 2; layer[0..1] { kernel: 3; act: gelu }; head: large }\n`;
    const { occurrences, builtIns } = resolveNames(parse(text, 'net.lithe'), () => undefined);
    const last = occurrences
      .filter(({ range }) => range.line === 18)
      .map(({ symbol }) => `${symbol.kind} ${symbol.name}`);
    expect(last).toEqual([
      'configuration C',
      'supernet Net',
      'decision depth',
      'label layer',
      'decision kernel',
      'decision act',
      'decision head',
      'path large',
    ]);
    expect(builtIns.some(({ name, range }) => name === 'gelu' && range.line === 18)).toBe(true);
  });
});

/** The genome that the text of a configuration stands for behind a program. */
function readBack(text: string, block: string, imports: Readonly<Record<string, string>>, space: Space) {
  const { configurations } = compile(`${text}\n${block}`, {
    file: 'program.lithe',
    resolve: (file) => (imports[file] === undefined ? undefined : { file, text: imports[file] }),
  });
  return configurations.find((one) => one.name === 'Picked' && one.space === space.name)?.genome;
}

describe('a sub-network written as a configuration', () => {
  it('is the same sub-network, in any program, and laid out as the formatter leaves it', () => {
    fc.assert(
      fc.property(programs, fc.integer({ min: 1, max: 2 ** 31 - 2 }), (program, seed) => {
        const { spaces } = compiledProgram(program);
        const random = randomFrom(seed);
        for (const space of spaces) {
          const genome = sampleGenome(space, random);
          const block = writeConfiguration(space, 'Picked', genome);
          expect(readBack(program.text, block, program.imports, space), block).toEqual(genome);
          expect(format(block, 'block.lithe')).toEqual({ text: block });
        }
      }),
      { seed: 20261122, numRuns: 25 },
    );
  }, 120_000);

  it('joins equal copies', () => {
    const { spaces } = compiled('');
    const found = genomeOf(spaces[0]!, { 'layer[2].kernel': 3, sparsity: 0.07 });
    if ('problems' in found) throw new Error(found.problems.join());
    expect(writeConfiguration(spaces[0]!, 'C', found.genome)).toBe(`configuration C of Net {
  depth: 3
  layer[0..1] { kernel: 5; act: relu }
  layer[2] { kernel: 3; act: relu }
  head: small
  sparsity: 7%
  precision: fp32
}
`);
  });

  it('stands behind the super-network and its other configurations, under a name of its own', () => {
    const text = `${net}// end\n`;
    const parsed = parse(text, 'net.lithe');
    const { spaces } = compile(text, { file: 'net.lithe' });
    const first = insertConfiguration(parsed, spaces[0]!, defaults(spaces[0]!), 'Net');
    expect(first.name).toBe('Net_2');
    expect(first.edit.range).toMatchObject({ line: 17, column: 2 });
    expect(first.edit.text.startsWith('\n\nconfiguration Net_2 of Net {')).toBe(true);
  });
});

describe('using a configuration', () => {
  const used = (choices: string) => {
    const text = `${net}configuration C of Net {\n${choices}\n}\n`;
    const { spaces, configurations } = compile(text, { file: 'net.lithe' });
    const { edits, left } = asDefaults(parse(text, 'net.lithe'), spaces[0]!, configurations[0]!.genome);
    const lines = text.split('\n');
    for (const { range, text: put } of edits.toReversed()) {
      const line = lines[range.line - 1]!;
      lines[range.line - 1] = line.slice(0, range.column - 1) + put + line.slice(range.endColumn - 1);
    }
    return { text: lines.join('\n'), left, genome: configurations[0]!.genome };
  };

  it('makes its values the defaults', () => {
    const { text, left, genome } = used('depth: 2\nlayer[0..1].kernel: 3\nsparsity: 7%\nprecision: int8');
    expect(left).toEqual([]);
    for (const line of ['in 1..3 = 2', 'in [3, 5] = 3', 'prune [0%, 7%, 50%] = 7%', 'quantize [fp32, int8] = int8']) {
      expect(text).toContain(line);
    }
    const { spaces, diagnostics } = compile(text, { file: 'net.lithe' });
    expect(diagnostics).toEqual([]);
    expect(defaults(spaces[0]!)).toEqual(genome);
    expect(used('').text).toContain('in 1..3\n');
  });

  it('tells what a default cannot say', () => {
    expect(used('layer[0].kernel: 3\nhead: large').left).toEqual([
      'layer[0].kernel',
      'layer[1].kernel',
      'layer[2].kernel',
      'head',
    ]);
  });
});

it('reads the examples as they stand, and a configuration of each', () => {
  for (const name of ['ofa-mobilenetv3', 'bert-sst2', 'darts-cell']) {
    const file = `examples/${name}.lithe`;
    const text = readFileSync(file, 'utf8');
    const { spaces } = compile(text, { file });
    const genome = sampleGenome(spaces[0]!, randomFrom(7));
    expect(readBack(text, writeConfiguration(spaces[0]!, 'Picked', genome), {}, spaces[0]!)).toEqual(genome);
  }
});

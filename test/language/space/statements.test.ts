import { describe, expect, it } from 'vitest';
import { defaults, largest, networkAt, smallest, storedTensors } from '../../../language/index.ts';
import { operatorsAt, paths, spaceOf } from './compiled.ts';

const at = (space: ReturnType<typeof spaceOf>, ...genome: number[]) => operatorsAt(space, genome);

describe('repeat', () => {
  it('uses the first copies, whose shapes may differ, and passes the tensor on where there are none', () => {
    const space = spaceOf('elastic n in 0..2; layer: repeat n as i { linear(10 * (i + 1)) }; relu');
    expect(at(space, 0)).toEqual(['relu vector[8]']);
    expect(at(space, 1)).toEqual(
      ['layer[0] vector[10]', 'relu vector[10]'].map((line) => line.replace('[0] ', '[0].linear ')),
    );
    expect(at(space, 2)).toEqual(['layer[0].linear vector[10]', 'layer[1].linear vector[20]', 'relu vector[20]']);
  });

  it('makes copies up to the largest count, and exits only where the count may be', () => {
    const space = spaceOf('elastic n in [1, 3]; repeat 2 * n - 1 { linear(8) }');
    expect(at(space, 0)).toHaveLength(1);
    expect(at(space, 1)).toHaveLength(5);
  });

  it('gives the label of a copy to whoever asks', () => {
    const space = spaceOf('layer: repeat 3 as i { linear(8 + i) }; from layer[1]; relu');
    expect(at(space).at(-1)).toBe('relu vector[9]');
  });
});

describe('choose', () => {
  const space = spaceOf('pick: choose kind { wide { linear(16) } none {} twice { linear(4); linear(8) } }; relu');

  it('is a decision over the names of its paths', () => {
    expect(space.decisions).toMatchObject([{ path: 'pick.kind', values: ['wide', 'none', 'twice'], default: 0 }]);
  });

  it('keeps the weights of the paths apart', () => {
    const weights = storedTensors(space).filter(({ path }) => path.endsWith('weight'));
    expect(weights.map(({ path, shape }) => [path, ...shape])).toEqual([
      ['pick.wide.linear.weight', 16, 8],
      ['pick.twice.linear.weight', 4, 8],
      ['pick.twice.linear_2.weight', 8, 4],
    ]);
  });

  it('takes the path that is chosen', () => {
    expect(at(space, 0)).toEqual(['pick.wide.linear vector[16]', 'relu vector[16]']);
    expect(at(space, 1)).toEqual(['relu vector[8]']);
    expect(at(space, 2)).toEqual(['pick.twice.linear vector[4]', 'pick.twice.linear_2 vector[8]', 'relu vector[8]']);
  });
});

describe('elastic over operators', () => {
  const space = spaceOf('elastic act in [relu, gelu] = gelu; layer: repeat 2 { act }; if act == gelu { linear(3) }');

  it('is one decision, shared by its uses, with a default', () => {
    expect(paths(space)).toEqual(['act']);
    expect(at(space, ...defaults(space))).toEqual([
      'layer[0].act.gelu vector[8]',
      'layer[1].act.gelu vector[8]',
      'linear vector[3]',
    ]);
    expect(at(space, 0)).toEqual(['layer[0].act.relu vector[8]', 'layer[1].act.relu vector[8]']);
  });

  it('may choose between blocks', () => {
    const blocks = spaceOf('block A { linear(2) }; block B { linear(3) }; elastic part in [A, B]; p: part');
    expect(at(blocks, 1)).toEqual(['p.b.linear vector[3]']);
  });
});

describe('residual', () => {
  it('adds the input through the shortcut', () => {
    const space = spaceOf('residual { linear(4) } shortcut { linear(4) }');
    const { operators } = networkAt(space, []);
    expect(operators.map(({ operator, inputs, output }) => [operator, inputs, output])).toEqual([
      ['linear', [0], 1],
      ['linear', [0], 2],
      ['sum', [1, 2], 3],
    ]);
  });

  it('is the body alone where the condition is false', () => {
    const space = spaceOf('elastic w in [4, 8]; residual when x.width == w { linear(w) }');
    expect(at(space, 0)).toEqual(['linear vector[4]']);
    expect(at(space, 1)).toEqual(['linear vector[8]', 'sum vector[8]']);
  });
});

describe('branch', () => {
  it('joins parallel paths of one input', () => {
    const space = spaceOf('both: branch concat { a { linear(3) } b { linear(4) } c {} }');
    expect(at(space)).toEqual(['both.a.linear vector[3]', 'both.b.linear vector[4]', 'both.concat vector[15]']);
  });

  it('broadcasts a vector over an image', () => {
    const space = spaceOf('supernet S { input i: image[4, 6, 6]; branch product { whole {} gate { global_pool } } }');
    expect(at(space)).toEqual(['gate.global_pool vector[4]', 'product image[4, 6, 6]']);
  });
});

describe('if', () => {
  it('on a constant leaves no trace', () => {
    expect(at(spaceOf('if 1 > 2 { linear(3) } else if 2 > 1 { linear(4) } else { linear(1 / 3) }'))).toEqual([
      'linear vector[4]',
    ]);
  });

  it('on a decision makes what is inside active with it', () => {
    const space = spaceOf('elastic a in [1, 2]; if a == 2 { elastic b in [3, 4]; linear(b) } else { relu }');
    expect(at(space, 0, 1)).toEqual(['relu vector[8]']);
    expect(at(space, 1, 1)).toEqual(['linear vector[4]']);
    expect(largest(space)).toEqual([1, 1]);
    expect(smallest(space)).toEqual([0, 0]);
  });
});

describe('inputs', () => {
  it('start a pipeline with `from` where there are several', () => {
    const space = spaceOf(`supernet S {
      input words: tokens[5]; input extra: sequence[7, 6]
      from words; embedding(100, 6); attention(2, memory: extra)
    }`);
    const { inputs, operators } = networkAt(space, []);
    expect(inputs).toEqual([
      { name: 'words', value: 0 },
      { name: 'extra', value: 1 },
    ]);
    expect(operators.at(-1)).toMatchObject({
      operator: 'attention',
      inputs: [2, 1],
      arguments: { heads: 2, head_dim: 3 },
    });
  });
});

describe('expressions', () => {
  const width = (expression: string) => at(spaceOf(`const n = ${expression}; linear(n)`))[0];

  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 - 2 - 1', 4],
    ['12 / 3 / 2', 2],
    ['10 + -3', 7],
    ['mod(7, 4)', 3],
    ['floor(7 / 2) + ceil(7 / 2) + round(7 / 2)', 11],
    ['min(5, 3, 4) + max(1, 2)', 5],
    ['round_to(36, 8)', 40],
    ['if not 1 == 2 and 2 <= 2 or false then 5 else 6', 5],
    ['x.width * 2', 16],
    ['2K', 2000],
    ['50% * 8', 4],
  ])('%s is %i', (expression, value) => {
    expect(width(expression)).toBe(`linear vector[${value}]`);
  });

  it('divide exactly', () => {
    expect(at(spaceOf('const third = 1 / 3; linear(third * 9)'))[0]).toBe('linear vector[3]');
  });
});

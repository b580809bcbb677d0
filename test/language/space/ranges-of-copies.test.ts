import { describe, expect, it } from 'vitest';
import { compile, genomeOf } from '../../../language/index.ts';
import { operatorsAt, spaceOf } from './compiled.ts';

function operators(statements: string, configuration: Record<string, number> = {}): readonly string[] {
  const space = spaceOf(`supernet S { input s: sequence[3, 8]\nlayer: repeat 3 { linear(8) }\n${statements} }`);
  const found = genomeOf(space, configuration);
  if ('problems' in found) throw new Error(found.problems.join());
  return operatorsAt(space, found.genome).slice(3);
}

describe('a range of copies', () => {
  it('is every copy from the first index to the last', () => {
    expect(operators('all: concat(layer[0..2], along: length)')).toEqual(['all sequence[9, 8]']);
    expect(operators('all: concat(layer[1..2], layer[0])')).toEqual(['all sequence[3, 24]']);
  });

  it('may be open: one operator for each setting, none where one copy is meant', () => {
    const text = 'elastic last in 1..3\nmemory: concat(layer[3 - last..2], along: length)\nend: linear(2)';
    expect(operators(text, { last: 3 })).toEqual(['memory.concat sequence[9, 8]', 'end sequence[9, 2]']);
    expect(operators(text, { last: 2 })).toEqual(['memory.concat_2 sequence[6, 8]', 'end sequence[6, 2]']);
    expect(operators(text, { last: 1 })).toEqual(['end sequence[3, 2]']);
  });

  it.each(['layer[1..3]', 'layer[2..1]', 'layer[0 - 1..1]', 's[0..1]'])('must lie among the copies: %s', (range) => {
    const { diagnostics } = compile(
      `supernet S { input s: sequence[3, 8]\nlayer: repeat 3 { linear(8) }\nconcat(${range}) }`,
      { file: 'a' },
    );
    expect(diagnostics.map(({ line, code }) => [line, code])).toEqual([[3, 'no-such-copy']]);
  });

  it('may not reach a copy that is not always there', () => {
    const { diagnostics } = compile(
      'supernet S { input s: sequence[3, 8]\nelastic depth in 1..3\nlayer: repeat depth { linear(8) }\nconcat(layer[0..2]) }',
      { file: 'a' },
    );
    expect(diagnostics.map(({ line, code }) => [line, code])).toEqual([[4, 'may-be-absent']]);
  });
});

describe('a range of copies that is never there', () => {
  it('lets the pipeline flow on', () => {
    // The third layer is there for a depth of 3 alone, and 3 is odd.
    const space = spaceOf(`
      elastic depth in 1..3
      repeat depth {
        if mod(depth, 2) == 0 { part: repeat 3 { linear(8) }; sum(part[0..1]) }
      }
      relu`);
    expect(operatorsAt(space, [2])).toEqual(['relu vector[8]']);
  });
});

import { expect, it } from 'vitest';
import { compile, metricLimits } from '../../../language/index.ts';

/** What the requirements of a search over a small space say of single metrics. */
function limitsOf(...requirements: readonly string[]) {
  const text = `supernet S {
  input v: vector[8]
  elastic hidden in [16, 32]
  linear(hidden)
}

search Find {
  space S
  minimize macs
${requirements.map((requirement) => `  require ${requirement}\n`).join('')}}
`;
  const { spaces, searches } = compile(text, { file: 'limits.lithe' });
  return metricLimits(spaces[0]!, searches[0]!.requirements)
    .map(({ metric, side, value }) => [metric, side, value])
    .sort();
}

it('a bound on one metric is a line on its axis, however it is written', () => {
  expect(limitsOf('macs <= 200')).toEqual([['macs', 'most', 200]]);
  expect(limitsOf('200 > macs')).toEqual([['macs', 'most', 200]]);
  expect(limitsOf('2 * macs + 100 <= 500')).toEqual([['macs', 'most', 200]]);
  expect(limitsOf('params >= 150 and macs <= 200')).toEqual([
    ['macs', 'most', 200],
    ['params', 'least', 150],
  ]);
});

it('what weighs metrics against each other or decisions is none', () => {
  expect(limitsOf('macs <= params', 'hidden == 16', 'macs <= 10 * hidden')).toEqual([]);
});

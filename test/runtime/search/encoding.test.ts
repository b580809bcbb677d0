import { describe, expect, test } from 'vitest';
import { activeGenes, encoder, matches } from '../../../runtime/search/encoding.ts';
import { type Problem, pointOf } from '../../../runtime/search/problem.ts';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../runtime/search/sampler.ts';
import { simulatedVit, smallShape, vitShape } from './simulated-vit.ts';

const { problem } = simulatedVit(1, smallShape);
const encode = (genome: readonly number[], of: Problem = problem) => encoder(of)(pointOf(of, genome)!);

/** The bits of a code, one for each value of each gene. */
const bitsOf = (oneHot: Int32Array, count: number) =>
  Array.from({ length: count }, (_, bit) => (oneHot[bit >> 5]! >>> (bit & 31)) & 1).join('');

describe('features', () => {
  test('inactive genes have no code, whatever the raw genome says', () => {
    // depth of 2 values; heads of 2, hidden of 3; the second layer is inactive.
    expect(bitsOf(encode([0, 1, 2, 1, 2]).oneHot, 12)).toBe('10 01 001 00 000'.replaceAll(' ', ''));
    expect(bitsOf(encode([1, 1, 2, 0, 1]).oneHot, 12)).toBe('01 01 001 10 010'.replaceAll(' ', ''));
    expect(encode([0, 1, 2, 1, 2])).toEqual(encode([0, 1, 2, 0, 1]));
  });

  test('active values are summed by stage and kind, costs are logarithms', () => {
    const genome = [1, 1, 2, 0, 1];
    const { macs, params } = problem.costs(genome);
    // depth; heads 4 + 2; hidden 1024 + 512.
    expect([...encode(genome).sums]).toEqual([2, 6, 1536, Math.log(macs!), Math.log(params!)]);
    expect([...encode([0, 1, 2, 0, 0]).sums].slice(0, 3)).toEqual([1, 4, 1024]);
  });

  test('names are counted, and only the last index of a path is summed over', () => {
    const decision = (path: string, values: readonly (string | number)[]) => ({
      path,
      name: path.split('.').at(-1)!,
      values,
      largest: 0,
      smallest: 0,
    });
    const named: Problem = {
      ...problem,
      decisions: [
        decision('stage[0].unit[0].format', ['fp32', 'int8']),
        decision('stage[0].unit[1].format', ['fp32', 'int8']),
        decision('stage[1].unit[0].kernel', [3, 5]),
      ],
      canonical: (genome) => genome,
      activity: () => [true, true, true],
      costs: () => ({ macs: 1, params: 1 }),
    };
    // stage[0].unit.format=fp32, stage[0].unit.format=int8, stage[1].unit.kernel, log macs, log params
    expect([...encode([0, 1, 1], named).sums]).toEqual([1, 1, 5, 0, 0]);
    expect([...encode([1, 1, 0], named).sums]).toEqual([0, 2, 3, 0, 0]);
  });

  test('matches count genes that both have and that agree', () => {
    const a = encode([1, 1, 2, 0, 1]).oneHot;
    const b = encode([1, 1, 0, 0, 1]).oneHot;
    const shallow = encode([0, 1, 2, 0, 0]).oneHot;
    expect(matches(a, b)).toBe(4);
    expect(matches(shallow, shallow)).toBe(activeGenes(shallow));
    expect(activeGenes(shallow)).toBe(3);
    expect(matches(a, shallow)).toBe(2);
  });

  test('matches of many genes are counted over all words', () => {
    const { problem } = simulatedVit(1, vitShape);
    const random = seeded(1);
    const sampler = new Sampler(problem, random);
    for (let pair = 0; pair < 200; pair++) {
      const [a, b] = [sampler.tilted()!, sampler.uniform()!];
      const both = a.genome.filter((index, gene) => a.activity[gene] && b.activity[gene] && index === b.genome[gene]);
      expect(matches(encoder(problem)(a).oneHot, encoder(problem)(b).oneHot)).toBe(both.length);
    }
  });
});

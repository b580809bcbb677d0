import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Compilation,
  type CostMetric,
  canonical,
  compile,
  costsAt,
  excludesAll,
  feasibleRange,
  type Genome,
  type Space,
} from '../../../language/index.ts';
import { type Program, programs } from '../programs/program.ts';

function compiled({ text, imports }: Program): Compilation {
  const resolve = (file: string) => {
    const found = imports[file];
    return found === undefined ? undefined : { file, text: found };
  };
  return compile(text, { file: 'f.lithe', resolve });
}

/** Every canonical genome once. */
function everySubnetwork(space: Space): readonly Genome[] {
  const all = space.decisions.reduce<readonly Genome[]>(
    (genomes, { values }) => genomes.flatMap((genome) => values.map((_, index) => [...genome, index])),
    [[]],
  );
  return [...new Map(all.map((genome) => canonical(space, genome)).map((genome) => [genome.join(), genome])).values()];
}

/** Costs under the names that requirements have for them. */
function figuresOf(space: Space, genome: Genome) {
  const costs = costsAt(space, genome);
  return { ...costs, size: costs.bytes };
}

/** A requirement that some of the sub-networks may meet, by numbers in [0, 1). */
function requirementOf(space: Space, all: readonly Genome[], kind: number, at: number, other: number): string {
  const among = (share: number) => figuresOf(space, all[Math.floor(share * all.length)]!);
  const open = space.decisions.filter(({ values }) => values.length > 1 && typeof values[0] === 'number');
  const decision = open[Math.floor(other * open.length)];
  const written = [
    `params <= ${among(at).params}`,
    `macs >= ${among(at).macs}`,
    `size < ${among(at).size}`,
    `macs > ${among(at).macs} and macs < ${among(at).macs + 1}`,
    `macs + 3 * params <= ${among(at).macs + 3 * among(other).params}`,
    `macs >= ${among(at).macs} and activations <= ${among(other).activations}`,
    ...(decision === undefined
      ? []
      : [
          `${decision.path} != ${decision.values[0]}`,
          `${decision.path} <= ${decision.values[1]} and macs <= ${among(at).macs}`,
          `params <= ${among(at).params} + ${decision.path}`,
        ]),
  ];
  return written[Math.floor(kind * written.length)]!;
}

const share = fc.noBias(fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000));

describe('the range under requirements', () => {
  it('equals brute force, and says where nothing is left', () => {
    const seen = { limited: 0, none: 0 };
    const property = fc.property(
      programs,
      fc.array(fc.tuple(share, share, share), { minLength: 1, maxLength: 2 }),
      (program, drawn) => {
        const [plain] = compiled(program).spaces;
        const all = everySubnetwork(plain!);
        const written = drawn.map(([kind, at, other]) => `require ${requirementOf(plain!, all, kind, at, other)}`);
        const search = `search Q { space ${plain!.name}\nminimize macs\n${written.join('\n')} }`;
        const { searches, spaces } = compiled({ ...program, text: `${program.text}\n${search}` });
        if (searches.length === 0) return;
        const { requirements } = searches[0]!;
        const space = spaces[0]!;
        const left = all.filter((genome) => {
          const figures = figuresOf(space, genome);
          return requirements.every((one) => one.holds(genome, figures));
        });
        expect(excludesAll(space, requirements)).toBe(left.length === 0);
        for (const metric of ['macs', 'params', 'bytes'] as const) {
          const range = feasibleRange(space, requirements, metric);
          if (left.length === 0) {
            expect(range).toBe('none');
            seen.none += 1;
            continue;
          }
          if (range === 'none' || 'problem' in range) throw new Error(`${written}: ${JSON.stringify(range)}`);
          const values = left.map((genome) => costsAt(space, genome)[metric]);
          expect([range.smallest.value, range.largest.value]).toEqual([Math.min(...values), Math.max(...values)]);
          const keys = new Set(left.map((genome) => genome.join()));
          for (const { genome, value } of [range.smallest, range.largest]) {
            expect(keys.has(genome.join())).toBe(true);
            expect(costsAt(space, genome)[metric]).toBe(value);
          }
          if (left.length < all.length) seen.limited += 1;
        }
      },
    );
    fc.assert(property, { seed: 20261122, numRuns: 100 });
    expect(seen.limited).toBeGreaterThan(60);
    expect(seen.none).toBeGreaterThan(5);
  }, 120_000);

  const space = `supernet S { input v: vector[8]
    elastic depth in 1..12
    layer: repeat depth { elastic hidden in [8, 16, 32, 64]; linear(hidden); linear(8) }
    classifier: linear(10) }`;
  const rangeOf = (requirement: string) => {
    const { searches, spaces } = compile(`${space}\nsearch Q { space S; minimize macs; require ${requirement} }`, {
      file: 'f',
    });
    return feasibleRange(spaces[0]!, searches[0]!.requirements, 'macs');
  };

  it('is exact where trade-offs meet: the most MACs within a number of parameters', () => {
    // A layer of h units has 16 h MACs and 17 h + 8 parameters; the classifier has 80 and 90.
    const range = rangeOf('params <= 1000');
    if (range === 'none' || 'problem' in range) throw new Error(JSON.stringify(range));
    expect(range.smallest.value).toBe(80 + 16 * 8);
    // 1000 - 90 parameters: one layer of 8 to 6 of 8; 48 units in two layers take 832.
    expect(range.largest.value).toBe(80 + 16 * 48);
  });

  it.each([
    ['ofa-mobilenetv3', 'macs <= 230M', { macs: [121_278_672, 230_000_000] }],
    [
      'ofa-mobilenetv3',
      'macs <= 230M and params <= 5M',
      { macs: [121_278_672, 230_000_000], params: [3_410_792, 5_000_000], activations: [38_983_264, 87_903_520] },
    ],
    ['ofa-mobilenetv3', 'macs >= 200M and macs <= 250M and params <= 5M', { macs: [200_000_000, 250_000_000] }],
    // Widths tie all stages together. A plain search over each setting of them gives the same.
    ['ofa-resnet50', 'macs <= 2G', { macs: [962_192_128, 1_999_999_872] }],
  ])('is exact over all of %s under %s', (name, requirement, ranges) => {
    const file = join(import.meta.dirname, `../../../examples/${name}.lithe`);
    const example = readFileSync(file, 'utf8');
    const [, declared] = /^supernet (\w+)/m.exec(example)!;
    const text = `${example}\nsearch Q { space ${declared}; minimize macs; require ${requirement} }`;
    const { searches, spaces } = compile(text, { file });
    const { requirements } = searches[0]!;
    const [space] = spaces;
    for (const [metric, ends] of Object.entries(ranges) as [CostMetric, number[]][]) {
      const range = feasibleRange(space!, requirements, metric);
      if (range === 'none' || 'problem' in range) throw new Error(JSON.stringify(range));
      expect([range.smallest.value, range.largest.value]).toEqual(ends);
      for (const { genome, value } of [range.smallest, range.largest]) {
        expect(costsAt(space!, genome)[metric]).toBe(value);
        expect(requirements.every((one) => one.holds(genome, figuresOf(space!, genome)))).toBe(true);
      }
    }
  });

  it('leaves out what is measured', () => {
    const range = rangeOf('accuracy >= 90%');
    expect(range).toMatchObject({ smallest: { value: 208 }, largest: { value: 80 + 12 * 16 * 64 } });
  });

  it('is none where requirements exclude each other', () => {
    expect(rangeOf('macs >= 10K and params <= 2K')).toBe('none');
  });

  it.each(['macs * params <= 1G', 'macs <= 1K or params <= 1K', 'macs / 3 <= 200', 'macs != 208'])(
    'is not given under %s',
    (requirement) => {
      expect(rangeOf(requirement)).toMatchObject({ problem: expect.stringContaining('neither a bound') });
    },
  );
});

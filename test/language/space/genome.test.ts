import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activity,
  canonical,
  configurationOf,
  defaults,
  type Genome,
  genomeOf,
  largest,
  networkAt,
  type Space,
  sampleGenome,
  smallest,
} from '../../../language/index.ts';
import { randomFrom } from '../random.ts';
import { compiled, spaceOf } from './compiled.ts';

const examples = ['vision-transformer', 'convolutional'].map(
  (name) => compiled(readFileSync(`test/fixtures/${name}.lithe`, 'utf8')).spaces[0]!,
);

function genomes(space: Space): fc.Arbitrary<Genome> {
  return fc.tuple(...space.decisions.map(({ values }) => fc.nat(values.length - 1)));
}

describe.each(examples)('$name', (space) => {
  it('gives back the genome of a configuration', () => {
    fc.assert(
      fc.property(genomes(space), (genome) => {
        const written = JSON.parse(JSON.stringify(configurationOf(space, genome)));
        expect(genomeOf(space, written)).toEqual({ genome: canonical(space, genome) });
      }),
    );
  });

  it('has one canonical genome for each sub-network', () => {
    fc.assert(
      fc.property(genomes(space), genomes(space), (a, b) => {
        expect(canonical(space, canonical(space, a))).toEqual(canonical(space, a));
        expect(networkAt(space, canonical(space, a))).toEqual(networkAt(space, a));
        const same = JSON.stringify(networkAt(space, a)) === JSON.stringify(networkAt(space, b));
        expect(same).toBe(JSON.stringify(canonical(space, a)) === JSON.stringify(canonical(space, b)));
      }),
    );
  });

  it('samples canonical genomes of every value', () => {
    const random = randomFrom(1);
    const samples = Array.from({ length: 200 }, () => sampleGenome(space, random));
    for (const genome of samples) expect(genome).toEqual(canonical(space, genome));
    for (const [i, { values }] of space.decisions.entries()) {
      expect(new Set(samples.map((genome) => genome[i])).size).toBe(values.length);
    }
  });
});

describe('activity', () => {
  const space = spaceOf(`
    elastic depth in 1..3 = 2
    layer: repeat depth { elastic hidden in [16, 4] = 4; linear(hidden); linear(8) }
    end: choose kind { wide { elastic n in [4, 9]; linear(n) } none {} }`);

  it('follows the scope of declaration', () => {
    expect(activity(space, [0, 0, 0, 0, 0, 0])).toEqual([true, true, false, false, true, true]);
    expect(activity(space, [2, 0, 0, 0, 1, 0])).toEqual([true, true, true, true, true, false]);
  });

  it('settles largest, smallest and default by numbers, not by order', () => {
    expect(configurationOf(space, largest(space))).toEqual({
      depth: 3,
      'layer[0].hidden': 16,
      'layer[1].hidden': 16,
      'layer[2].hidden': 16,
      'end.kind': 'wide',
      'end.wide.n': 9,
    });
    expect(configurationOf(space, smallest(space))).toEqual({
      depth: 1,
      'layer[0].hidden': 4,
      'end.kind': 'wide',
      'end.wide.n': 4,
    });
    expect(configurationOf(space, defaults(space))).toEqual({
      depth: 2,
      'layer[0].hidden': 4,
      'layer[1].hidden': 4,
      'end.kind': 'wide',
      'end.wide.n': 9,
    });
  });

  it('takes defaults for paths left out, and ignores inactive ones', () => {
    expect(genomeOf(space, {})).toEqual({ genome: defaults(space) });
    expect(genomeOf(space, { depth: 1, 'layer[2].hidden': 16 })).toEqual(genomeOf(space, { depth: 1 }));
  });

  it('names the nearest path, and the values of a decision', () => {
    expect(genomeOf(space, { dept: 1, 'layer[1].hiden': 4, 'end.kind': 'wode', depth: 7 })).toEqual({
      problems: [
        'S has no decision dept; the nearest is depth',
        'S has no decision layer[1].hiden; the nearest is layer[1].hidden',
        'end.kind cannot be "wode": its values are wide, none',
        'depth cannot be 7: its values are 1, 2, 3',
      ],
    });
  });
});

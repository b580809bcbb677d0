import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, largest, sampleGenome, smallest } from '../../../language/index.ts';
import { randomStream } from '../../../runtime/random.ts';
import { closedAt, openings } from '../../../runtime/train/shrinking.ts';
import { compiled } from '../../language/space/compiled.ts';

const { searches, spaces } = compiled(`
supernet Net {
  input image: image[3, 16, 16]
  elastic depth in 1..3
  layer: repeat depth {
    elastic kernel in [3, 5, 7]
    elastic width in [8, 16]
    conv(width, kernel)
  }
  global_pool
  linear(10)
}
dataset Data { images "a" labels "b"; validation 10% }
search Find {
  space Net
  data Data
  maximize accuracy
  finetune { epochs 4; optimizer sgd(rate: 1e-2); shrink kernel from 20%, depth from 40%, width from 40% }
}`);
const space = spaces[0]!;
const finetune = searches[0]!.finetune!;

describe('progressive shrinking', () => {
  it('opens decisions at their shares of the steps', () => {
    expect(openings(finetune, 100)).toEqual([
      { step: 20, decisions: ['kernel'] },
      { step: 40, decisions: ['depth', 'width'] },
    ]);
    const closed = [0, 19, 20, 39, 40, 99].map((step) => [...closedAt(finetune, step, 100)]);
    const all = ['kernel', 'depth', 'width'];
    expect(closed).toEqual([all, all, all.slice(1), all.slice(1), [], []]);
  });

  it('has opened everything before the last step is over, however few there are', () => {
    for (let steps = 1; steps < 20; steps++) expect(closedAt(finetune, steps - 1, steps)).toEqual(new Set());
  });

  it('draws networks whose closed decisions are at their largest, and whose others are at any value', () => {
    const closings = fc.subarray(['kernel', 'depth', 'width']).map((names) => new Set(names));
    fc.assert(
      fc.property(closings, fc.nat(), (closed, seed) => {
        const { uniform } = randomStream(seed, 'shrinking');
        const drawn = Array.from({ length: 200 }, () => sampleGenome(space, uniform, closed));
        const seen = space.decisions.map(() => new Set());
        for (const genome of [...drawn, smallest(space, closed)]) {
          const active = activity(space, genome);
          space.decisions.forEach((decision, index) => {
            if (!active[index]) return;
            seen[index]!.add(genome[index]);
            if (closed.has(decision.name)) expect(genome[index]).toBe(decision.largest);
          });
        }
        space.decisions.forEach(({ name, values }, index) => {
          expect(seen[index]!.size).toBe(closed.has(name) ? 1 : values.length);
        });
      }),
      { numRuns: 10 },
    );
    expect(smallest(space, new Set(['kernel', 'depth', 'width']))).toEqual(largest(space));
  });
});

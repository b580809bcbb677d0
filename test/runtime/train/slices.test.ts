import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredTensor } from '../../../language/index.ts';
import { accumulateScratch, createState, sliceOfUse, sliceWeights } from '../../../runtime/train/state.ts';

interface Case {
  readonly stored: StoredTensor;
  readonly layout: readonly number[];
  readonly used: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc
  .integer({ min: 1, max: 4 })
  .chain((rank) =>
    fc.record({
      axes: fc.array(
        fc.record({
          extent: fc.integer({ min: 1, max: 5 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          slice: fc.constantFrom<'leading' | 'central'>('leading', 'central'),
        }),
        { minLength: rank, maxLength: rank },
      ),
      layout: fc.shuffledSubarray([...Array(rank).keys()], { minLength: rank, maxLength: rank }),
    }),
  )
  .map(({ axes, layout }) => ({
    stored: {
      path: 'tensor',
      shape: axes.map(({ extent }) => extent),
      slice: axes.map(({ slice }) => slice),
      initial: { kind: 'constant', value: 0 },
      trained: true,
      decayed: true,
    },
    layout,
    used: axes.map(({ extent, share }) => Math.max(1, Math.round(extent * share))),
  }));

/** Indices into memory of the slice, in the order of its own memory: by nothing but the definition of a slice. */
function indicesOf({ stored, layout, used }: Case): number[] {
  let indices = [0];
  for (const axis of layout) {
    const extent = stored.shape[axis]!;
    const start = stored.slice[axis] === 'central' ? Math.floor((extent - used[axis]!) / 2) : 0;
    indices = indices.flatMap((at) => Array.from({ length: used[axis]! }, (_, index) => at * extent + start + index));
  }
  return indices;
}

describe('a slice', () => {
  test('takes the leading part or the central window, and gives gradients back to where it took from', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const state = createState([each.stored], () => each.layout, 2);
        const tensor = state.tensors.get('tensor')!;
        const weights = state.view('weights', tensor);
        for (let i = 0; i < weights.length; i++) weights[i] = i;
        const slice = sliceOfUse(tensor, { stored: 'tensor', shape: each.used });
        const expected = indicesOf(each);
        expect(Array.from(sliceWeights(state, tensor, slice, 'weights'))).toEqual(expected);

        state.view('gradients', tensor).fill(0.5);
        expected.forEach((_, i) => {
          state.view('scratch', tensor)[i] = i + 1;
        });
        accumulateScratch(state, tensor, slice);
        const sums = new Float32Array(weights.length).fill(0.5);
        expected.forEach((at, i) => {
          sums[at]! += i + 1;
        });
        expect(state.view('gradients', tensor)).toEqual(sums);
      }),
      { numRuns: 300 },
    );
  });

  test('is a view of the weights where only the leading axis in memory is cut', () => {
    const slice = ['leading', 'leading'] as const;
    const stored = {
      path: 'w',
      shape: [4, 6],
      slice,
      initial: { kind: 'constant', value: 0 },
      trained: true,
      decayed: true,
    } as const;
    const state = createState([stored], () => [1, 0], 1);
    const tensor = state.tensors.get('w')!;
    const view = sliceWeights(state, tensor, sliceOfUse(tensor, { stored: 'w', shape: [4, 3] }), 'weights');
    view.fill(2);
    expect(Array.from(state.view('weights', tensor))).toEqual([...Array(12).fill(2), ...Array(12).fill(0)]);
  });

  test('of a training that takes more than 4 GiB is refused with the figure', () => {
    const stored = {
      path: 'w',
      shape: [300_000_000],
      slice: ['leading'],
      initial: { kind: 'constant', value: 0 },
      trained: true,
      decayed: true,
    } as const;
    expect(() => createState([stored], () => [0], 2)).toThrow(/300\.0 M numbers takes 5\.59 GiB .* 4 GiB is the most/);
  });
});

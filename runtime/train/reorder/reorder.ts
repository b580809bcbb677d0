import { decisionOf, type Finetune, type Space } from '../../../language/index.ts';
import { closedAt } from '../shrinking.ts';
import { product } from '../slices.ts';
import type { Part, StateTensor, TrainingState } from '../state.ts';
import { type ChannelGroup, channelGroups } from './channel-ties.ts';

/** The most important first: `order[i]` is the index that comes to place i. */
type Order = readonly number[];

const parts: readonly Part[] = ['weights', 'first', 'second', 'average'];

/** Sorts before a step, counted from 0, what sub-networks may take a part of from this step on. */
export async function reorderBefore(
  space: Space,
  state: TrainingState,
  { finetune, step, steps }: { readonly finetune: Finetune; readonly step: number; readonly steps: number },
): Promise<void> {
  const names = space.decisions.map(({ name }) => name);
  const closed = closedAt(finetune, step, steps);
  const closedBefore = step === 0 ? new Set(names) : closedAt(finetune, step - 1, steps);
  const opening = new Set([...closedBefore].filter((name) => !closed.has(name)));
  const open = new Set(names.filter((name) => !closedBefore.has(name)));
  if (opening.size === 0) return;
  await state.device?.download();
  reorderByImportance(space, state, { opening, open });
  await state.device?.upload();
}

/**
 * Sorts channels, hidden units and heads by importance, the most important first, so that sub-networks, which take leading
 * slices, keep those: importance is the L1 norm of the weights that read a channel (Cai et al. 2020, Once-for-All, section
 * 3.3). All tensors that share the channels are permuted alike, with their moments and average, so the largest network
 * computes what it did, but for rounding. Groups that no decision of `opening` cuts, and those that one of `open` cuts,
 * whose leading slices have been trained already, stay as they are. Gives how many groups were sorted.
 */
export function reorderByImportance(
  space: Space,
  state: TrainingState,
  { opening, open }: { readonly opening: ReadonlySet<string>; readonly open: ReadonlySet<string> },
): number {
  let sorted = 0;
  for (const group of channelGroups(space)) {
    const names = [...group.cutBy].map((variable) => decisionOf(space, variable).name);
    if (!names.some((name) => opening.has(name)) || names.some((name) => open.has(name))) continue;
    const order = orderOf(group, state);
    if (order === undefined) continue;
    permute(group, state, order);
    sorted += 1;
  }
  return sorted;
}

/** Undefined where nothing tells how important the channels are, or not all of the axes have as many. */
function orderOf(group: ChannelGroup, state: TrainingState): Order | undefined {
  const counts = new Set(
    group.axes.map(({ stored, axis, block }) => tensorOf(state, stored).stored.shape[axis]! / block),
  );
  const [count] = counts;
  if (counts.size > 1 || count === undefined || !group.axes.some(({ reads }) => reads)) return undefined;
  const importance = new Float64Array(count);
  for (const { stored, axis, block, reads } of group.axes) {
    if (!reads) continue;
    const tensor = tensorOf(state, stored);
    const weights = state.view('weights', tensor);
    const { outer, inner } = around(tensor, axis, block);
    for (let at = 0, row = 0; row < outer; row++) {
      for (let unit = 0; unit < count; unit++) {
        for (const end = at + inner; at < end; at++) importance[unit]! += Math.abs(weights[at]!);
      }
    }
  }
  // Equal ones keep their order, so sorted channels stay.
  return Array.from(importance.keys()).sort((a, b) => importance[b]! - importance[a]! || a - b);
}

function permute(group: ChannelGroup, state: TrainingState, order: Order): void {
  for (const { stored, axis, block } of group.axes) {
    const tensor = tensorOf(state, stored);
    const { outer, inner } = around(tensor, axis, block);
    for (const part of parts) {
      const numbers = heldPart(state, part, tensor);
      if (numbers === undefined) continue;
      const before = numbers.slice();
      for (let row = 0; row < outer; row++) {
        const start = row * order.length * inner;
        order.forEach((from, to) => {
          numbers.set(before.subarray(start + from * inner, start + (from + 1) * inner), start + to * inner);
        });
      }
    }
  }
}

/** How often memory goes through an axis, and how many numbers lie together for each of its blocks. */
function around({ layout, extents }: StateTensor, axis: number, block: number) {
  const place = layout.indexOf(axis);
  return { outer: product(extents.slice(0, place)), inner: block * product(extents.slice(place + 1)) };
}

function heldPart(state: TrainingState, part: Part, tensor: StateTensor): Float32Array | undefined {
  const { trained } = tensor.stored;
  if (part === 'first' && !(trained && state.moments >= 1)) return undefined;
  if (part === 'second' && !(trained && state.moments === 2)) return undefined;
  if (part === 'average' && state.kept !== 'average') return undefined;
  return state.view(part, tensor);
}

function tensorOf(state: TrainingState, stored: string): StateTensor {
  return state.tensors.get(stored)!;
}

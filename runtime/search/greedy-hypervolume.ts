import type { Losses } from './archive/domination.ts';
import { hypervolumeImprovement } from './archive/hypervolume.ts';

/**
 * Chooses `count` candidates one at a time, each the one that adds most hypervolume to the front and to those chosen
 * before it. Where none adds any, the one with the least gap: how much its uncertain objectives must be better than
 * predicted before it would.
 *
 * The volume that a candidate adds only shrinks as others are chosen, so a value computed earlier is a bound, and only
 * candidates whose bound leads are computed again (Minoux 1978): the result is that of the plain greedy choice.
 *
 * @param uncertain the objectives that are predicted; with none given, all count
 * @returns indices into `candidates`, in the order chosen
 */
export function chooseByHypervolume(
  candidates: readonly Losses[],
  front: readonly Losses[],
  reference: Losses,
  uncertain: readonly number[],
  count: number,
): number[] {
  const chosen: number[] = [];
  const dominating = [...front];
  const left = new Set(candidates.keys());
  const bounds = candidates.map((candidate) => hypervolumeImprovement(candidate, dominating, reference));
  while (chosen.length < count && left.size > 0) {
    let picked = -1;
    const fresh = new Set<number>();
    for (;;) {
      picked = argmax(left, (index) => bounds[index]!);
      if (fresh.has(picked) || bounds[picked]! <= 0) break;
      bounds[picked] = hypervolumeImprovement(candidates[picked]!, dominating, reference);
      fresh.add(picked);
    }
    if (bounds[picked]! <= 0)
      picked = argmax(left, (index) => -gap(candidates[index]!, dominating, reference, uncertain));
    left.delete(picked);
    chosen.push(picked);
    dominating.push(candidates[picked]!);
  }
  return chosen;
}

/**
 * How far the candidate is behind: the largest over the points that are no worse in every certain objective of its
 * least shortfall in an uncertain one, in units of the reference's distance to the best.
 */
function gap(candidate: Losses, front: readonly Losses[], reference: Losses, uncertain: readonly number[]): number {
  const compared = uncertain.length > 0 ? uncertain : [...candidate.keys()];
  const certain = [...candidate.keys()].filter((objective) => !compared.includes(objective));
  const scale = compared.map((objective) => {
    const best = front.reduce((least, point) => Math.min(least, point[objective]!), reference[objective]!);
    return Math.max(reference[objective]! - best, Number.MIN_VALUE);
  });
  return front
    .filter((point) => certain.every((objective) => point[objective]! <= candidate[objective]!))
    .reduce((most, point) => {
      const short = compared.map((objective, place) => (candidate[objective]! - point[objective]!) / scale[place]!);
      return Math.max(most, Math.min(...short));
    }, Number.NEGATIVE_INFINITY);
}

function argmax(indices: Iterable<number>, value: (index: number) => number): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const index of indices) {
    const next = value(index);
    if (best < 0 || next > most) {
      best = index;
      most = next;
    }
  }
  return best;
}

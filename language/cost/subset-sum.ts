import { latticeOf, leastSum } from './lattice.ts';
import { type Bound, type Point, TradeOffs } from './trade-offs.ts';

/** Bits of all tables together: 128 MiB. */
const mostBits = 2 ** 30;
/** Partial solutions that are looked at, last set first. */
const mostLooks = 1_000_000;

/**
 * One point of every set, so that the sum of one limit is as large as the bounds allow: where the objective falls as a
 * limited sum grows, as in the most MACs within so many, a relaxation says nothing. All sums that can be reached are
 * marked in a table of bits, set by set (Pisinger 1999); from the largest down a solution of one is looked for that is
 * within the other bounds too. Undefined where there is none, or none under a value of the objective that is known already;
 * 'another' where this is not the problem, or it is too large.
 */
export function largestWithin(
  sets: readonly (readonly Point[])[],
  bounds: readonly Bound[],
  known = Number.POSITIVE_INFINITY,
): Point | 'another' | undefined {
  const falls = bounds.map((_, i) => fallOf(sets, i + 1));
  const limit = 1 + falls.findIndex((fall) => fall !== undefined);
  const fall = falls[limit - 1];
  const lattice = fall === undefined ? undefined : latticeOf(sets, limit);
  if (fall === undefined || lattice === undefined) return 'another';
  const whole = sets.reduce((sum, [first]) => sum + first!.sums[0]! + fall * first!.sums[limit]!, 0);
  const { base, step } = lattice;
  const { bound, strict } = bounds[limit - 1]!;
  const most = Math.floor((bound - base) / step);
  const top = strict && base + most * step === bound ? most - 1 : most;
  if (top < 0) return undefined;
  if ((top + 32) * (sets.length + 1) > mostBits) return 'another';
  const placed = sets.map((set) => {
    const first = leastSum([set], ({ sums }) => sums[limit]!);
    // What takes the least of the other bounds is tried first.
    const share = ({ sums }: Point) =>
      bounds.reduce((most, { bound }, i) => (i + 1 === limit ? most : Math.max(most, sums[i + 1]! / bound)), 0);
    const sorted = set.toSorted((a, b) => share(a) - share(b));
    return sorted.map((point) => ({ point, at: (point.sums[limit]! - first) / step }));
  });
  const reached = [bitsTo(top)];
  reached[0]![0] = 1;
  for (const set of placed) {
    const next = bitsTo(top);
    for (const at of new Set(set.map((one) => one.at))) orShifted(next, reached.at(-1)!, at);
    reached.push(next);
  }
  let looks = 0;
  const tradeOffs = new TradeOffs(bounds);
  const find = (left: number, at: number, chosen: readonly Point[]): Point | undefined => {
    if (left === 0) return at === 0 ? chosen[0] : undefined;
    for (const { point, at: own } of placed[left - 1]!) {
      looks += 1;
      if (looks > mostLooks || tradeOffs.exhausted) return undefined;
      if (own > at || !isSet(reached[left - 1]!, at - own)) continue;
      const joined = tradeOffs.pairs(chosen, [point]);
      const found = joined.length === 0 ? undefined : find(left - 1, at - own, joined);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (let at = top; at >= 0; at -= 1) {
    if (whole - fall * (base + at * step) >= known) return undefined;
    if (!isSet(reached.at(-1)!, at)) continue;
    const found = find(sets.length, at, tradeOffs.one);
    if (found !== undefined) return found;
    if (looks > mostLooks) return 'another';
  }
  return undefined;
}

/** How many times a limited sum's growth the objective falls, where that is the same everywhere. */
function fallOf(sets: readonly (readonly Point[])[], limit: number): number | undefined {
  let times: number | undefined;
  for (const [first, ...others] of sets) {
    for (const { sums } of others) {
      const [rise, fall] = [sums[limit]! - first!.sums[limit]!, first!.sums[0]! - sums[0]!];
      if (rise === 0 && fall === 0) continue;
      times ??= fall / rise;
      if (!(times > 0) || fall !== times * rise) return undefined;
    }
  }
  return times;
}

function bitsTo(top: number): Uint32Array {
  return new Uint32Array((top >>> 5) + 2);
}

function isSet(bits: Uint32Array, at: number): boolean {
  return ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;
}

/** Sets what is set in other bits, each so many places on; what would be beyond the end is left out. */
function orShifted(into: Uint32Array, from: Uint32Array, by: number): void {
  const [words, bits] = [Math.floor(by / 32), by % 32];
  for (let word = into.length - 1; word >= words; word -= 1) {
    const low = from[word - words]! << bits;
    const high = bits === 0 || word === words ? 0 : from[word - words - 1]! >>> (32 - bits);
    into[word]! |= low | high;
  }
}

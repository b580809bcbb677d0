import { biasFitsSide } from '../checks/bias-fits-side.ts';
import type { Problem } from '../checks/check.ts';
import { relativeDistanceIsFixed } from '../checks/distance-is-fixed.ts';
import { relativePositionsExist } from '../checks/relative-positions-exist.ts';
import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { Requirement, TensorDefinition } from './operator.ts';
import { embedding } from './tensors.ts';

/**
 * The side of the square image whose tokens a sequence is, the first one aside where there is a class token; undefined
 * where no square has as many.
 */
export function gridSide(length: number): number | undefined {
  const side = Math.floor(Math.sqrt(length));
  return length === side ** 2 || length === side ** 2 + 1 ? side : undefined;
}

/** Why vectors for relative positions (the farthest distances of keys and values, 0 for none) make no sense here. */
export function relativeProblem(
  inputs: readonly SymbolicType[],
  distances: readonly Expression[],
): Problem | undefined {
  if (distances.every((distance) => distance.kind === 'constant' && distance.value === 0)) return undefined;
  const [x, memory] = inputs;
  if (memory !== undefined) {
    return relativePositionsExist(
      'relative positions lie between the tokens of one image; leave out `memory`, or them',
    );
  }
  const length = x?.kind === 'sequence' && x.length.kind === 'constant' ? Number(x.length.value) : undefined;
  if (length !== undefined && gridSide(length) !== undefined) return undefined;
  return relativePositionsExist(
    'relative positions need the tokens of a square image, after one class token or none, and ' +
      `${length === undefined ? 'the number of tokens is open' : `${length} tokens are none`}; leave them out, or make ` +
      'the image square and its size fixed',
  );
}

/** The bias is given by the side of the image that the tokens come from. */
export function biasFits(
  algebra: Algebra,
  { length }: Extract<SymbolicType, { kind: 'sequence' }>,
  side: Expression,
): readonly Requirement[] {
  if (side.kind === 'constant' && side.value === 0) return [];
  const tokens = algebra.times(side, side);
  const none = algebra.equal(side, 0);
  const fits = algebra.or(none, algebra.equal(length, tokens), algebra.equal(length, algebra.plus(tokens, 1)));
  const problem = (at: (expression: Expression) => string) => biasFitsSide(at(side), at(tokens), at(length));
  return [...distanceIsFixed('relative_bias', side), { kind: 'holds', condition: fits, problem }];
}

/** A smaller distance would take the vectors of other distances. */
export function distanceIsFixed(argument: string, distance: Expression): readonly Requirement[] {
  if (distance.kind === 'constant') return [];
  return [{ kind: 'fixed', expression: distance, problem: () => relativeDistanceIsFixed(argument) }];
}

/**
 * Two tables `[2 distance + 2, head_dim]` that all heads share, of distances in rows and in columns: row 0 is for pairs
 * with the class token, row 1 + distance + k for k pixels further down or to the right.
 */
export function relativeTables(
  algebra: Algebra,
  argument: 'relative_keys' | 'relative_values',
  distance: Expression,
  headDim: Expression,
): readonly TensorDefinition[] {
  const when = algebra.atMost(1, distance);
  const shape = [algebra.plus(algebra.times(2, distance), 2), headDim];
  return ['rows', 'columns'].map((axis) => ({ ...embedding(algebra, `${argument}.${axis}`, shape, false), when }));
}

/**
 * A table `[ways, heads]` of numbers added to the scores: row (2 side - 1) (side - 1 + rows) + side - 1 + columns for a
 * query so many rows and columns further down and to the right than the key; after those, where there is a class
 * token, one for its way to the others, one for theirs to it, and one for itself. BEiT's own order.
 */
export function biasTable(algebra: Algebra, length: Expression, side: Expression, heads: Expression): TensorDefinition {
  const ways = algebra.minus(algebra.times(2, side), 1);
  const withClass = algebra.times(3, algebra.minus(length, algebra.times(side, side)));
  const rows = algebra.plus(algebra.times(ways, ways), withClass);
  const when = algebra.atMost(1, side);
  const zeros = { kind: 'constant', value: algebra.constant(0) } as const;
  return { ...embedding(algebra, 'relative_bias', [rows, heads], false), initial: zeros, when };
}

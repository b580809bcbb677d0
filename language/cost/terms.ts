import type { Convention } from '../operators/operator.ts';
import type { OperatorStep, Space, StepTensor } from '../space/space.ts';
import { algebra } from './algebra.ts';
import type { Expression } from './expression.ts';
import { type CostMetric, isStored, type StoredMetric } from './metric.ts';
import { pricing } from './price.ts';
import { type Reader, sharedPrice } from './stored-price.ts';

/** One summand of a cost: an operator's or a tensor's, or all that is fixed under one condition. */
export interface CostTerm {
  readonly value: Expression;
  /** Path of the operator, or of the first of them, for messages. */
  readonly path: string;
}

/** The cost of the space's operators (or of some of them) as a sum of terms, each zero where inactive. */
export function costTerms(
  space: Space,
  metric: CostMetric,
  convention: Convention,
  steps?: readonly OperatorStep[],
): readonly CostTerm[] {
  if (steps !== undefined) return termsOf(space, metric, convention, steps);
  const key = `all terms: ${metric} ${convention}`;
  return space.memo.remember(key, () => termsByPart(space, metric, convention).flat());
}

/**
 * The same of the whole space, part by part: a part that is what it was in the version before has the same array.
 * Where parts share tensors, which are priced once, all are one part.
 */
export function termsByPart(
  space: Space,
  metric: CostMetric,
  convention: Convention,
): readonly (readonly CostTerm[])[] {
  const { parts, pool } = space;
  if (isStored(metric) && parts.some((part) => part.some(({ isSharing }) => isSharing))) {
    return [termsOf(space, metric, convention, parts.flat())];
  }
  const key = `terms of parts: ${metric} ${convention}`;
  const known = pool.remember(key, () => new WeakMap<readonly OperatorStep[], readonly CostTerm[]>());
  return parts.map((part) => {
    const terms = known.get(part) ?? termsOf(space, metric, convention, part);
    known.set(part, terms);
    return terms;
  });
}

function termsOf(
  space: Space,
  metric: CostMetric,
  convention: Convention,
  steps: readonly OperatorStep[],
): readonly CostTerm[] {
  const sum = new Terms(space);
  const readers = isStored(metric) ? readersOfShared(steps) : new Map<string, readonly Reader[]>();
  const isShared = ({ stored }: StepTensor) => readers.has(stored);
  const priceOf = pricing(space, metric, convention);
  for (const step of steps) {
    if (readers.size > 0 && step.tensors.some(isShared)) continue;
    const { fixed, varying } = priceOf(step);
    sum.addFixed(step, fixed);
    for (const value of varying) sum.add(step, value);
  }
  for (const all of readers.values()) sum.add(all[0]!.step, sharedPrice(space, metric as StoredMetric, all));
  return sum.all();
}

/** Who reads the trained tensors of the operators that share any: all that have one of these, or another beside it. */
function readersOfShared(steps: readonly OperatorStep[]): ReadonlyMap<string, readonly Reader[]> {
  const readers = new Map<string, Reader[]>();
  if (!steps.some(({ isSharing }) => isSharing)) return readers;
  const shared = new Set(
    steps.flatMap(({ isSharing, tensors }) => (isSharing ? tensors.map(({ stored }) => stored) : [])),
  );
  for (const step of steps) {
    if (!step.tensors.some(({ stored }) => shared.has(stored))) continue;
    for (const tensor of step.tensors) {
      if (!tensor.trained) continue;
      const others = readers.get(tensor.stored);
      if (others === undefined) readers.set(tensor.stored, [{ step, tensor }]);
      else others.push({ step, tensor });
    }
  }
  return readers;
}

/** Terms as they are gathered. What is fixed is added up by its condition: copies of a cell have the same ones. */
class Terms {
  readonly #space: Space;
  readonly #varying: CostTerm[] = [];
  readonly #fixed = new Map<Expression, { readonly path: string; amount: number }>();

  constructor(space: Space) {
    this.#space = space;
  }

  add({ path }: OperatorStep, value: Expression): void {
    if (value !== this.#space.pool.constant(0)) this.#varying.push({ value, path });
  }

  addFixed({ active, path }: OperatorStep, amount: number): void {
    if (amount === 0) return;
    const under = this.#fixed.get(active);
    if (under === undefined) this.#fixed.set(active, { path, amount });
    else under.amount += amount;
  }

  all(): readonly CostTerm[] {
    const { either } = algebra(this.#space.pool);
    const fixed = [...this.#fixed].map(([active, { path, amount }]) => ({ value: either(active, amount, 0), path }));
    return [...fixed, ...this.#varying];
  }
}

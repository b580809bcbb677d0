import type { Convention } from '../operators/operator.ts';
import type { SymbolicUse } from '../operators/table.ts';
import { elementsOf, withRows } from '../operators/type.ts';
import { hasMacs, macsOf } from '../operators/use.ts';
import type { OperatorStep, Space } from '../space/space.ts';
import { algebra } from './algebra.ts';
import { bitsOf, bytesOf } from './bits.ts';
import type { Expression } from './expression.ts';
import { type CostMetric, followsConvention, isStored, type StoredMetric } from './metric.ts';
import { storedPrice } from './stored-price.ts';

/** What one operator costs where a sub-network has it. */
export interface Price {
  /** That no decision changes. */
  readonly fixed: number;
  /** That decisions change, in summands that are 0 where the operator is inactive. */
  readonly varying: readonly Expression[];
}

const free: Price = { fixed: 0, varying: [] };

/**
 * Gives the price of an operator and of the tensors that are its own. It stays with the operator, also where that is
 * put in place again in the next version of its super-network.
 */
export function pricing(space: Space, metric: CostMetric, convention: Convention): (step: OperatorStep) => Price {
  // One string for all: a key that is put together anew is hashed anew.
  const key = followsConvention(metric) ? `price: ${metric} ${convention}` : `price: ${metric}`;
  return (step) => {
    const isFree = isStored(metric)
      ? step.tensors.length === 0
      : metric !== 'activations' && !hasMacs(step.operator, convention);
    if (isFree) return free;
    return step.memo.remember(key, () =>
      isStored(metric) ? storedPrice(space, metric, step) : priceOnce(space, metric, convention, step),
    );
  };
}

function priceOnce(
  space: Space,
  metric: Exclude<CostMetric, StoredMetric>,
  convention: Convention,
  step: OperatorStep,
): Price {
  const quantity = quantityOf(space, metric, convention, step);
  if (quantity.kind === 'constant') return { fixed: Number(quantity.value), varying: [] };
  return { fixed: 0, varying: [algebra(space.pool).either(step.active, quantity, 0)] };
}

function quantityOf(
  space: Space,
  metric: Exclude<CostMetric, StoredMetric>,
  convention: Convention,
  step: OperatorStep,
): Expression {
  const { pool, values } = space;
  const { plus, times } = algebra(pool);
  const priced = (value: number) => (step.rows === undefined ? values[value]! : withRows(values[value]!, step.rows));
  const output = priced(step.output);
  const bits = bitsOf(space, step.precision);
  if (metric === 'activations') return bytesOf(pool, elementsOf(algebra(pool), output), bits.activations);
  const use: SymbolicUse = { ...step, inputs: step.inputs.map(priced) };
  const { weights, activations, others } = macsOf(pool, use, output, convention);
  if (metric === 'macs') return plus(weights, activations, others);
  return plus(
    times(weights, bits.weights, bits.activations),
    times(activations, bits.activations, bits.activations),
    times(others, 32 * 32),
  );
}

import type { Convention } from '../operators/operator.ts';
import type { SymbolicUse } from '../operators/table.ts';
import { elementsOf } from '../operators/type.ts';
import { macsOf } from '../operators/use.ts';
import type { OperatorStep, Space } from '../space/space.ts';
import { algebra } from './algebra.ts';
import type { Expression } from './expression.ts';
import { unionOfSlices } from './union-of-slices.ts';

/**
 * What a sub-network costs, for one example.
 * - macs: multiply-accumulates by the convention
 * - params: numbers in trained tensors, at the slice used; buffers (running statistics) are not counted
 * - bytes: 4 for each of the params (fp32)
 * - activations: bytes of the outputs of all its operators, in fp32: what a training step keeps, not the peak of
 *   an inference that frees as it goes
 * - bitops: macs times the bits of both factors (32 * 32 in fp32), as in the mixed-precision literature (HAQ, HAWQ)
 */
export interface Costs {
  readonly macs: number;
  readonly params: number;
  readonly bytes: number;
  readonly activations: number;
  readonly bitops: number;
}

export type CostMetric = keyof Costs;

export const costMetrics: readonly CostMetric[] = ['macs', 'params', 'bytes', 'activations', 'bitops'];

/** Metrics that are counted; the others are these by a factor. */
export type CountedMetric = 'macs' | 'params' | 'activations';

/** Every metric as a counted one by a factor. */
export const unitsOf: Readonly<Record<CostMetric, { readonly counted: CountedMetric; readonly factor: number }>> = {
  macs: { counted: 'macs', factor: 1 },
  params: { counted: 'params', factor: 1 },
  bytes: { counted: 'params', factor: 4 },
  activations: { counted: 'activations', factor: 4 },
  bitops: { counted: 'macs', factor: 32 * 32 },
};

/** One summand of a cost; 0 where its operator is inactive. */
export interface CostTerm {
  readonly value: Expression;
  /** Path of the operator, for messages. */
  readonly path: string;
}

/** The counted cost of the space's operators (or of some of them) as a sum of terms, each zero where inactive. */
export function costTerms(
  space: Space,
  counted: CountedMetric,
  convention: Convention,
  steps: readonly OperatorStep[] = space.steps.filter((step) => step.kind === 'operator'),
): readonly CostTerm[] {
  const nothing = space.pool.constant(0);
  const terms = counted === 'params' ? parameterTerms(space, steps) : operatorTerms(space, counted, convention, steps);
  return terms.filter(({ value }) => value !== nothing);
}

function operatorTerms(
  { pool, values }: Space,
  counted: 'macs' | 'activations',
  convention: Convention,
  steps: readonly OperatorStep[],
): readonly CostTerm[] {
  return steps.map((step) => {
    const output = values[step.output]!;
    const use: SymbolicUse = { ...step, inputs: step.inputs.map((value) => values[value]!) };
    const quantity = counted === 'macs' ? macsOf(pool, use, output, convention) : elementsOf(algebra(pool), output);
    return { value: algebra(pool).either(step.active, quantity, 0), path: step.path };
  });
}

/** A tensor that several operators share is counted once, at the union of the slices that they use. */
function parameterTerms({ pool }: Space, steps: readonly OperatorStep[]): readonly CostTerm[] {
  const { and, either } = algebra(pool);
  const slices = new Map<string, { readonly path: string; readonly shapes: (readonly Expression[])[] }>();
  for (const { active, path, tensors } of steps) {
    for (const { stored, trained, when, shape } of tensors) {
      if (!trained) continue;
      const [first, ...rest] = shape;
      const there = [either(and(active, when), first!, 0), ...rest];
      const known = slices.get(stored);
      if (known === undefined) slices.set(stored, { path, shapes: [there] });
      else known.shapes.push(there);
    }
  }
  return [...slices.values()].map(({ path, shapes }) => ({ value: unionOfSlices(pool, shapes), path }));
}

import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { TensorDefinition } from './operator.ts';

/** A matrix or kernel whose inputs' variance it keeps (gain 1, LeCun) or doubles for a ReLU (gain 2, He). */
export function weight(
  algebra: Algebra,
  name: string,
  shape: readonly Expression[],
  initial: { readonly fanIn: Expression; readonly gain: number },
): TensorDefinition {
  const slice = shape.map((_, axis) => (axis < 2 ? ('leading' as const) : ('central' as const)));
  const when = algebra.constant(true);
  return { name, shape, slice, when, initial: { kind: 'kaiming', ...initial }, trained: true, decayed: true };
}

/** A vector that starts at a constant and is not decayed: a bias, or a norm's gain. */
export function vector(
  algebra: Algebra,
  name: string,
  width: Expression,
  start: Expression | number,
  when: Expression = algebra.constant(true),
): TensorDefinition {
  const value = typeof start === 'number' ? algebra.constant(start) : start;
  const initial = { kind: 'constant', value } as const;
  return { name, shape: [width], slice: ['leading'], when, initial, trained: true, decayed: false };
}

/** A table or token of small random numbers, as BERT and ViT start theirs. */
export function embedding(
  algebra: Algebra,
  name: string,
  shape: readonly Expression[],
  decayed: boolean,
): TensorDefinition {
  const initial = { kind: 'truncatedNormal', deviation: 0.02 } as const;
  const when = algebra.constant(true);
  return { name, shape, slice: shape.map(() => 'leading'), when, initial, trained: true, decayed };
}

/** Whether a tensor is a matrix, a kernel or a table of embeddings: what `quantize` and `prune` are for. */
export function isWeight({ decayed }: TensorDefinition): boolean {
  return decayed;
}

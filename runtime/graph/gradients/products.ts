import { columnSums, concat, gemm, matMul, mul, reduceSum, reshape, sub, unpacked } from '../operations.ts';
import type { Tensor } from '../tensor.ts';
import type { GradientRules } from './rules.ts';

/**
 * Of y = op(a) op(b), where op may transpose: d op(a) = dy op(b)ᵀ and d op(b) = op(a)ᵀ dy. A transposed operand's own
 * gradient is the transpose of that product, written as the product of the transposes, so nothing is ever moved.
 */
export const products: GradientRules<'Gemm' | 'MatMul' | 'Attention' | 'SelfAttention'> = {
  Gemm: ({ inputs: [a, b], attributes: { transA, transB } }, dy) => [
    () => (transA ? gemm(b, dy, { transA: transB, transB: true }) : gemm(dy, b, { transB: !transB })),
    () => (transB ? gemm(dy, a, { transA: true, transB: transA }) : gemm(a, dy, { transA: !transA })),
    () => columnSums(dy),
  ],
  MatMul: ({ inputs: [a, b], attributes: { transA, transB, alpha } }, dy) => [
    () => (transA ? matMul(b, dy, { transA: transB, transB: true, alpha }) : matMul(dy, b, { transB: !transB, alpha })),
    () => (transB ? matMul(dy, a, { transA: true, transB: transA, alpha }) : matMul(a, dy, { transA: !transA, alpha })),
  ],

  Attention: ({ inputs: [query, key, value], outputs: [y, shares], attributes: { scale } }, dy) =>
    attentionGradients([query, key, value], [y, shares!], scale, dy),
  SelfAttention: ({ inputs: [packed], outputs: [y, shares], attributes: { scale } }, dy) => [
    () => {
      const parts = attentionGradients(unpacked(packed), [y, shares!], scale, dy);
      const [first, ...others] = parts.map((part) => reshape(part(), [1, ...y.shape]));
      return concat([first!, ...others], 0);
    },
  ],
};

/**
 * With shares P and y = P V: dS = P (dy Vᵀ - r), where r, the sum of each row of P dy Vᵀ, is that of dy y
 * (Dao et al. 2022, FlashAttention, appendix B.4): as many columns as a head is wide, not as there are keys.
 */
function attentionGradients(
  [query, key, value]: readonly [Tensor, Tensor, Tensor],
  [y, shares]: readonly [Tensor, Tensor],
  scale: number,
  dy: Tensor,
): (() => Tensor)[] {
  const scores = () => mul(shares, sub(matMul(dy, value, { transB: true }), reduceSum(mul(dy, y), [-1], true)));
  return [
    () => matMul(scores(), key, { alpha: scale }),
    () => matMul(scores(), query, { transA: true, alpha: scale }),
    () => matMul(shares, dy, { transA: true }),
  ];
}

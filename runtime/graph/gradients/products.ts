import { gemm, matMul, reduceSum } from '../operations.ts';
import type { GradientRules } from './rules.ts';

/**
 * Of y = op(a) op(b), where op may transpose: d op(a) = dy op(b)ᵀ and d op(b) = op(a)ᵀ dy. A transposed operand's own
 * gradient is the transpose of that product, written as the product of the transposes, so nothing is ever moved.
 */
export const products: GradientRules<'Gemm' | 'MatMul'> = {
  Gemm: ({ inputs: [a, b], attributes: { transA, transB } }, dy) => [
    () => (transA ? gemm(b, dy, { transA: transB, transB: true }) : gemm(dy, b, { transB: !transB })),
    () => (transB ? gemm(dy, a, { transA: true, transB: transA }) : gemm(a, dy, { transA: !transA })),
    () => reduceSum(dy, [0]),
  ],
  MatMul: ({ inputs: [a, b], attributes: { transA, transB, alpha } }, dy) => [
    () => (transA ? matMul(b, dy, { transA: transB, transB: true, alpha }) : matMul(dy, b, { transB: !transB, alpha })),
    () => (transB ? matMul(dy, a, { transA: true, transB: transA, alpha }) : matMul(a, dy, { transA: !transA, alpha })),
  ],
};

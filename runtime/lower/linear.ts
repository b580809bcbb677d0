import { gather, gemm, reshape } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { asRows } from './axes.ts';
import type { Lowerings } from './lowering.ts';

export interface StoredMatrix {
  readonly tensor: Tensor;
  readonly transposed: boolean;
}

/** Rows `[n, in]` through a weight `[out, in]`, or `[in, out]` where it is stored transposed: `[n, out]`. */
export function project(rows: Tensor, weight: StoredMatrix, bias?: Tensor): Tensor {
  return gemm(rows, weight.tensor, { transB: !weight.transposed, row: bias });
}

export const linear: Lowerings<'linear' | 'embedding'> = {
  linear: ({ inputs: [x], arguments: { out, bias }, matrix, tensor }) => {
    const product = project(asRows(x), matrix('weight'), bias ? tensor('bias') : undefined);
    return reshape(product, x.shape.with(-1, out));
  },
  embedding: ({ inputs: [ids], tensor }) => gather(tensor('weight'), ids),
};

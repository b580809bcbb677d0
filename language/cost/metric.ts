import type { Space } from '../space/space.ts';

/**
 * What a sub-network costs, for one example.
 * - macs: multiply-accumulates by the convention, whatever is quantized; also those with pruned weights, since nothing
 *   skips single weights when it runs
 * - params: numbers in trained tensors, at the slice used; buffers (running statistics) are not counted. Pruning a
 *   share s leaves n - round(s n) of a tensor's n numbers, halves rounded up (as torch.nn.utils.prune removes them)
 * - bytes: of those numbers. Matrices, kernels and tables of embeddings take the bits of their format, each tensor
 *   rounded up to whole bytes; biases, norms, class tokens and embeddings of position stay fp32. The scales of a
 *   quantized tensor are not counted, as in HAQ (Wang et al. 2019) and HAWQ-V2 (Dong et al. 2020). A pruned tensor is
 *   held as the numbers kept and a bit for each that says whether it is, or whole where that is smaller.
 * - activations: bytes of the outputs of all its operators: what a training step keeps, not the peak of an inference
 *   that frees as it goes. What an operator with weights gives has the format's activation bits, rounded up to whole
 *   bytes; everything else is fp32.
 * - bitops: for every multiply-accumulate the bits of its factors multiplied (HAQ, HAWQ-V2): weight times activation
 *   bits, and activation bits squared where two activations meet, as in attention; 32 * 32 in fp32
 *
 * A tensor that several operators share is stored, and priced, once: in the widest format and with the smallest share
 * pruned of those that read it.
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

/** Of what is stored, rather than of what is done. */
export type StoredMetric = 'params' | 'bytes';

export function isStored(metric: CostMetric): metric is StoredMetric {
  return metric === 'params' || metric === 'bytes';
}

/** Whether a metric is another one in another convention. */
export function followsConvention(metric: CostMetric): boolean {
  return metric === 'macs' || metric === 'bitops';
}

/** A metric as another one by a factor, so that both share their tables: in fp32 bytes are parameters, and so on. */
export function countedAs(space: Space, metric: CostMetric): { readonly counted: CostMetric; readonly factor: number } {
  if (metric === 'bytes' && !isCompressed(space)) return { counted: 'params', factor: 4 };
  if (metric === 'bitops' && !isCompressed(space)) return { counted: 'macs', factor: 32 * 32 };
  return { counted: metric, factor: 1 };
}

function isCompressed({ memo, steps }: Space): boolean {
  return memo.remember('compressed', () =>
    steps.some((step) => step.kind === 'operator' && (step.precision !== undefined || step.sparsity !== undefined)),
  );
}

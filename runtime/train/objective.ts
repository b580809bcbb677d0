import type { Told } from '../data/samples.ts';
import { add, div, logSoftmax, mul, reduceSum, softmax, sub } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Mean over the batch of -sum(targets log softmax(logits)); both `[batch, classes]`; scalar. */
export function crossEntropy(logits: Tensor, targets: Tensor): Tensor {
  return mul(reduceSum(mul(targets, logSoftmax(logits))), -1 / logits.shape[0]!);
}

/** Mean over the batch of KL(softmax(teacher / temperature) || softmax(logits / temperature)); scalar. */
export function divergence(logits: Tensor, teacher: Tensor, temperature: number): Tensor {
  const soften = (values: Tensor): Tensor => (temperature === 1 ? values : div(values, temperature));
  const difference = sub(logSoftmax(soften(teacher)), logSoftmax(soften(logits)));
  return div(reduceSum(mul(softmax(soften(teacher)), difference)), logits.shape[0]!);
}

/**
 * Loss of a sub-network that learns from labels and from the largest network's logits:
 * (1 - w) CE + w t^2 KL, where t^2 keeps the gradient's size whatever the temperature (Hinton et al. 2015, section 2).
 * This is InstaTune's (Sarah et al. 2023) with the super-network as the only teacher: its a is 1 - w, its gamma 0.
 */
export function distilled(
  logits: Tensor,
  targets: Tensor,
  teacher: Tensor,
  { weight, temperature }: { readonly weight: number; readonly temperature: number },
): Tensor {
  const labels = mul(crossEntropy(logits, targets), 1 - weight);
  return add(labels, mul(divergence(logits, teacher, temperature), weight * temperature ** 2));
}

/** Mean over the batch of (outputs - targets)^2; both `[batch, 1]`; scalar. */
export function squaredError(outputs: Tensor, targets: Tensor): Tensor {
  const difference = sub(outputs, targets);
  return div(reduceSum(mul(difference, difference)), outputs.shape[0]!);
}

/** Each label's probability, `share` of it spread evenly over all classes (Szegedy et al. 2016, section 7); `[batch, classes]`. */
export function smoothed(targets: Tensor, share: number): Tensor {
  return share === 0 ? targets : add(mul(targets, 1 - share), share / targets.shape[1]!);
}

/** What a sub-network learns from: the labels, and where there is a teacher its outputs, which for numbers are like labels. */
export function objective(
  told: Told['kind'],
  outputs: Tensor,
  targets: Tensor,
  teacher: { readonly logits: Tensor; readonly weight: number; readonly temperature: number } | undefined,
): Tensor {
  if (told === 'class') {
    return teacher ? distilled(outputs, targets, teacher.logits, teacher) : crossEntropy(outputs, targets);
  }
  const labels = squaredError(outputs, targets);
  if (!teacher) return labels;
  const { weight, logits } = teacher;
  return add(mul(labels, 1 - weight), mul(squaredError(outputs, logits), weight));
}

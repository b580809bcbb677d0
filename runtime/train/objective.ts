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

/** Mean over the batch of (outputs - targets)^2; both `[batch, 1]`; scalar. */
export function squaredError(outputs: Tensor, targets: Tensor): Tensor {
  const difference = sub(outputs, targets);
  return div(reduceSum(mul(difference, difference)), outputs.shape[0]!);
}

/** Each label's probability, `share` of it spread evenly over all classes (Szegedy et al. 2016, section 7); `[batch, classes]`. */
export function smoothed(targets: Tensor, share: number): Tensor {
  return share === 0 ? targets : add(mul(targets, 1 - share), share / targets.shape[1]!);
}

/** What a sub-network learns from, as weights of the terms of its loss. */
export interface Lesson<Taught> {
  readonly labels: number;
  readonly soft: readonly { readonly from: Taught; readonly weight: number }[];
  readonly temperature: number;
}

/**
 * Loss to labels and to the outputs of teachers: labels CE + sum of weight t^2 KL(teacher || outputs), where t^2 keeps
 * the gradient's size whatever the temperature (Hinton et al. 2015, section 2). A teacher of numbers is like a label.
 */
export function objective(told: Told['kind'], outputs: Tensor, targets: Tensor, lesson: Lesson<Tensor>): Tensor {
  const { labels, soft, temperature } = lesson;
  const toLabels = told === 'class' ? crossEntropy(outputs, targets) : squaredError(outputs, targets);
  const terms = soft.map(({ from, weight }) =>
    told === 'class'
      ? mul(divergence(outputs, from, temperature), weight * temperature ** 2)
      : mul(squaredError(outputs, from), weight),
  );
  return terms.reduce((sum, term) => add(sum, term), labels === 1 ? toLabels : mul(toLabels, labels));
}

import { add, div, mul, reduceMean, reduceSum, reshape, sqrt, sub, sumTo } from '../operations.ts';
import { elementCount, type Tensor } from '../tensor.ts';
import type { GradientRules } from './rules.ts';

type Normalization = 'LayerNormalization' | 'BatchNormalization' | 'BatchNormalizationTraining';

/** `[c]` as it broadcasts over `[n, c, …]`. */
export function perChannel(vector: Tensor, like: Tensor): Tensor {
  return reshape(vector, [vector.shape[0]!, ...like.shape.slice(2).map(() => 1)]);
}

/** Every axis but the channels'. */
export function axesOfBatch(x: Tensor): number[] {
  return x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
}

/** Per channel: the sum of dy, and the sum of dy times x without its mean. */
function channelSums(x: Tensor, mean: Tensor, dy: Tensor) {
  const centered = sub(x, perChannel(mean, x));
  return {
    centered,
    sum: () => reduceSum(dy, axesOfBatch(x)),
    centeredSum: () => reduceSum(mul(dy, centered), axesOfBatch(x)),
  };
}

const inverseDeviation = (variance: Tensor, epsilon: number): Tensor => div(1, sqrt(add(variance, epsilon)));

export const normalization: GradientRules<Normalization> = {
  LayerNormalization: ({ inputs: [x, scale, bias], outputs: [, mean, inverse] }, dy) => {
    const normalized = () => mul(sub(x, mean!), inverse!);
    return [
      () => {
        const scaled = mul(dy, scale);
        const along = reduceMean(mul(scaled, normalized()), [-1], true);
        return mul(sub(sub(scaled, reduceMean(scaled, [-1], true)), mul(normalized(), along)), inverse!);
      },
      () => sumTo(mul(dy, normalized()), scale.shape),
      () => sumTo(dy, bias.shape),
    ];
  },

  BatchNormalization: ({ inputs: [x, scale, , mean, variance], attributes: { epsilon } }, dy) => {
    const inverse = inverseDeviation(variance, epsilon);
    const { sum, centeredSum } = channelSums(x, mean, dy);
    return [
      () => mul(dy, perChannel(mul(scale, inverse), x)),
      () => mul(centeredSum(), inverse),
      sum,
      () => mul(mul(sum(), mul(scale, inverse)), -1),
      () => mul(mul(centeredSum(), scale), mul(mul(inverse, mul(inverse, inverse)), -0.5)),
    ];
  },

  // Ioffe and Szegedy 2015, section 3, gathered into dx = a dy + b (x - mean) + c with a, b, c per channel.
  BatchNormalizationTraining: ({ inputs: [x, scale], outputs: [, mean, variance], attributes: { epsilon } }, dy) => {
    const inverse = inverseDeviation(variance!, epsilon);
    const { centered, sum, centeredSum } = channelSums(x, mean!, dy);
    return [
      () => {
        const averaged = elementCount(x.shape) / x.shape[1]!;
        const a = mul(scale, inverse);
        const b = mul(mul(a, mul(inverse, inverse)), mul(centeredSum(), -1 / averaged));
        const c = mul(a, mul(sum(), -1 / averaged));
        const linear = add(mul(dy, perChannel(a, x)), mul(centered, perChannel(b, x)));
        return add(linear, perChannel(c, x));
      },
      () => mul(centeredSum(), inverse),
      sum,
    ];
  },
};

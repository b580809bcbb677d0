import { add, div, gemm, mul, reduceSum, reshape, sqrt, sub, sumTo } from '../operations.ts';
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
  // dx = a scale dy + b x + c with a, b, c per row: the form of PyTorch's kernel, which needs no normalized x.
  // Sums over the width and over the rows are products with a vector, the fastest sums there are.
  LayerNormalization: ({ inputs: [x, scale, bias], outputs: [, mean, inverse] }, dy) => {
    const width = scale.shape[0]!;
    const column = (tensor: Tensor): Tensor => reshape(tensor, [elementCount(x.shape) / width, 1]);
    const rows = (tensor: Tensor): Tensor => reshape(tensor, [elementCount(x.shape) / width, width]);
    const a = column(inverse!);
    const center = column(mean!);
    const weighted = () => mul(rows(dy), rows(x));
    const overRows = (factor: Tensor, of: Tensor): Tensor => reshape(gemm(factor, of, { transA: true }), [width]);
    return [
      () => {
        const means = mul(reshape(scale, [width, 1]), 1 / width);
        const meanOfGradient = gemm(rows(dy), means);
        const along = gemm(weighted(), means);
        const b = mul(sub(mul(meanOfGradient, center), along), mul(a, mul(a, a)));
        const c = add(mul(b, center), mul(meanOfGradient, a));
        return reshape(sub(add(mul(mul(rows(dy), scale), a), mul(rows(x), b)), c), x.shape);
      },
      () => sub(overRows(a, weighted()), overRows(mul(a, center), rows(dy))),
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

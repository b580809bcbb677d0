import { add, div, filled, mul, reduceMean, reshape, sqrt } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { alongWidth, asRows, overWidth } from './axes.ts';
import type { Lowerings } from './lowering.ts';

export const norm: Lowerings<'batchnorm' | 'layernorm' | 'rmsnorm' | 'scale' | 'affine'> = {
  batchnorm: ({
    use,
    options,
    inputs: [x],
    inputTypes: [type],
    arguments: { affine, epsilon },
    tensor,
    recordStatistics,
  }) => {
    const channels = type.kind === 'image' ? x : asRows(x);
    const width = [channels.shape[1]!];
    const scale = affine ? tensor('weight') : filled(x, width, 1);
    const bias = affine ? tensor('bias') : filled(x, width, 0);
    const attributes = { epsilon };
    if (options.mode === 'evaluate') {
      const operands = [channels, scale, bias, tensor('running_mean'), tensor('running_var')] as const;
      return reshape(x.graph.apply('BatchNormalization', operands, attributes)[0], x.shape);
    }
    const [y, mean, variance] = x.graph.apply('BatchNormalizationTraining', [channels, scale, bias], attributes);
    recordStatistics({
      path: use.path,
      runningMean: use.tensors.running_mean!,
      runningVariance: use.tensors.running_var!,
      mean: mean!,
      variance: variance!,
    });
    return reshape(y, x.shape);
  },

  layernorm: ({ inputs: [x], inputTypes: [type], arguments: { epsilon }, tensor }) =>
    overWidth(
      x,
      type,
      (rows) => x.graph.apply('LayerNormalization', [rows, tensor('weight'), tensor('bias')], { epsilon })[0],
    ),

  rmsnorm: ({ inputs: [x], inputTypes: [type], arguments: { epsilon }, tensor }) =>
    overWidth(x, type, (rows) => mul(rootMeanSquareNormalized(rows, epsilon), tensor('weight'))),

  scale: ({ inputs: [x], inputTypes: [type], tensor }) => mul(x, alongWidth(tensor('weight'), type)),
  affine: ({ inputs: [x], inputTypes: [type], tensor }) =>
    add(mul(x, alongWidth(tensor('weight'), type)), alongWidth(tensor('bias'), type)),
};

function rootMeanSquareNormalized(x: Tensor, epsilon: number): Tensor {
  return div(x, sqrt(add(reduceMean(mul(x, x), [-1], true), epsilon)));
}

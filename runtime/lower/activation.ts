import { clip, gelu, hardSigmoid, mul, relu, sigmoid, softmax, tanh } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { overWidth } from './axes.ts';
import type { Lowerings } from './lowering.ts';

type Activation =
  | 'relu'
  | 'relu6'
  | 'gelu'
  | 'swish'
  | 'hard_swish'
  | 'sigmoid'
  | 'hard_sigmoid'
  | 'tanh'
  | 'softmax'
  | 'identity'
  | 'dropout';

/** Howard et al. 2019 (MobileNetV3). */
const mobileSigmoid = (x: Tensor): Tensor => hardSigmoid(x, 1 / 6, 0.5);

export const activation: Lowerings<Activation> = {
  relu: ({ inputs: [x] }) => relu(x),
  relu6: ({ inputs: [x] }) => clip(x, 0, 6),
  gelu: ({ inputs: [x] }) => gelu(x),
  swish: ({ inputs: [x] }) => mul(x, sigmoid(x)),
  hard_swish: ({ inputs: [x] }) => mul(x, mobileSigmoid(x)),
  sigmoid: ({ inputs: [x] }) => sigmoid(x),
  hard_sigmoid: ({ inputs: [x] }) => mobileSigmoid(x),
  tanh: ({ inputs: [x] }) => tanh(x),
  softmax: ({ inputs: [x], inputTypes: [type] }) => overWidth(x, type, softmax),
  identity: ({ inputs: [x] }) => x,
  // Srivastava et al. 2014, inverted: the mask holds 1 / (1 - rate) where an element is kept.
  dropout: ({ use, graph, options, inputs: [x], arguments: { rate }, recordMask }) => {
    if (options.mode === 'evaluate' || rate === 0) return x;
    const name = `${use.path}.mask`;
    const tensor = graph.input(name, x.type, x.shape);
    recordMask({ name, rate, tensor });
    return mul(x, tensor);
  },
};

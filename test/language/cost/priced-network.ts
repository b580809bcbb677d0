import { extents, type Network, type OperatorUse, type TensorType } from '../../../language/index.ts';

/** Costs of a settled network by the textbook formulas, with none of the operator table: a second implementation. */
export function priceNetwork(network: Network) {
  let macs = 0;
  let params = 0;
  let outputs = 0;
  for (const use of network.operators) {
    const types = use.inputs.map((value) => network.values[value]!);
    const output = network.values[use.output]!;
    const priced = priceOperator(use, types, output);
    macs += priced.macs;
    params += priced.params;
    outputs += count(output);
  }
  return { macs, params, bytes: 4 * params, activations: 4 * outputs, bitops: 1024 * macs };
}

function priceOperator(use: OperatorUse, inputs: readonly TensorType[], output: TensorType) {
  const [x, memory = x] = inputs as [TensorType, TensorType?];
  const width = (type: TensorType) => extents(type)[type.kind === 'sequence' ? 1 : 0]!;
  switch (use.operator) {
    case 'conv': {
      const { out, kernel, groups, bias } = use.arguments;
      const kernels = (out * width(x) * kernel ** 2) / groups;
      return { params: kernels + (bias ? out : 0), macs: (kernels * count(output)) / out };
    }
    case 'depthwise_conv': {
      const { kernel, bias } = use.arguments;
      return { params: width(x) * (kernel ** 2 + (bias ? 1 : 0)), macs: count(output) * kernel ** 2 };
    }
    case 'linear': {
      const { out, bias } = use.arguments;
      return { params: out * width(x) + (bias ? out : 0), macs: count(x) * out };
    }
    case 'attention': {
      const { heads, head_dim, bias, key_bias } = use.arguments;
      const [n, m, d, e, q] = [extents(x)[0]!, extents(memory)[0]!, width(x), width(memory), heads * head_dim];
      const biases = (bias ? 2 * q + d : 0) + (key_bias ? q : 0);
      return { params: 2 * d * q + 2 * e * q + biases, macs: 2 * n * d * q + 2 * m * e * q + 2 * n * m * q };
    }
    case 'batchnorm':
      return { params: use.arguments.affine ? 2 * width(x) : 0, macs: 0 };
    case 'layernorm':
    case 'affine':
      return { params: 2 * width(x), macs: 0 };
    case 'rmsnorm':
    case 'scale':
    case 'class_token':
      return { params: width(x), macs: 0 };
    case 'position_embedding':
      return { params: count(x), macs: 0 };
    case 'embedding':
      return { params: use.arguments.vocabulary * use.arguments.dim, macs: 0 };
    default:
      return { params: 0, macs: 0 };
  }
}

function count(type: TensorType): number {
  return extents(type).reduce((product, extent) => product * extent, 1);
}

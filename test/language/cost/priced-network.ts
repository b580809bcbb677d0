import { extents, type Network, type OperatorUse, type TensorType } from '../../../language/index.ts';

/** Costs of a settled network by the textbook formulas, with none of the operator table: a second implementation. */
export function priceNetwork(network: Network) {
  let macs = 0;
  let params = 0;
  let bytes = 0;
  let activations = 0;
  let bitops = 0;
  for (const use of network.operators) {
    const types = use.inputs.map((value) => network.values[value]!);
    const output = network.values[use.output]!;
    const { weights, others, weightMacs, activationMacs } = { ...nothing, ...priceOperator(use, types, output) };
    const [weightBits, activationBits] = bits(use.precision);
    macs += weightMacs + activationMacs;
    bitops += weightMacs * weightBits * activationBits + activationMacs * activationBits ** 2;
    activations += Math.ceil((count(output) * (hasWeights(use) ? activationBits : 32)) / 8);
    params += others;
    bytes += 4 * others;
    for (const size of weights) {
      const kept = size - Math.floor(size * (use.sparsity ?? 0) + 0.5);
      params += kept;
      const dense = Math.ceil((size * weightBits) / 8);
      bytes += Math.min(dense, Math.ceil((kept * weightBits) / 8) + Math.ceil(size / 8));
    }
  }
  return { macs, params, bytes, activations, bitops };
}

/** Sizes of its matrices and kernels one by one, its other numbers together, and what is multiplied by what. */
interface Priced {
  readonly weights: readonly number[];
  readonly others: number;
  readonly weightMacs: number;
  readonly activationMacs: number;
}

const nothing: Priced = { weights: [], others: 0, weightMacs: 0, activationMacs: 0 };

function hasWeights({ operator }: OperatorUse): boolean {
  return ['conv', 'depthwise_conv', 'linear', 'attention', 'embedding'].includes(operator);
}

function bits(precision = 'fp32'): readonly [number, number] {
  const mixed = /^w(\d+)a(\d+)$/.exec(precision);
  if (mixed !== null) return [Number(mixed[1]), Number(mixed[2])];
  const both = { fp32: 32, fp16: 16, bf16: 16, int8: 8, int4: 4, int2: 2, ternary: 2, binary: 1 }[precision]!;
  return [both, both];
}

function priceOperator(use: OperatorUse, inputs: readonly TensorType[], output: TensorType): Partial<Priced> {
  const [x, memory = x] = inputs as [TensorType, TensorType?];
  const width = (type: TensorType) => extents(type)[type.kind === 'sequence' ? 1 : 0]!;
  switch (use.operator) {
    case 'conv': {
      const { out, kernel, groups, bias } = use.arguments;
      const kernels = (out * width(x) * kernel ** 2) / groups;
      return { weights: [kernels], others: bias ? out : 0, weightMacs: (kernels * count(output)) / out };
    }
    case 'depthwise_conv': {
      const { kernel, bias } = use.arguments;
      return {
        weights: [width(x) * kernel ** 2],
        others: bias ? width(x) : 0,
        weightMacs: count(output) * kernel ** 2,
      };
    }
    case 'linear': {
      const { out, bias } = use.arguments;
      return { weights: [out * width(x)], others: bias ? out : 0, weightMacs: count(x) * out };
    }
    case 'attention': {
      const { heads, head_dim, bias, key_bias } = use.arguments;
      const [n, m, d, e, q] = [extents(x)[0]!, extents(memory)[0]!, width(x), width(memory), heads * head_dim];
      const biases = (bias ? 2 * q + d : 0) + (key_bias ? q : 0);
      return {
        weights: [d * q, e * q, e * q, d * q],
        others: biases,
        weightMacs: 2 * n * d * q + 2 * m * e * q,
        activationMacs: 2 * n * m * q,
      };
    }
    case 'batchnorm':
      return { others: use.arguments.affine ? 2 * width(x) : 0 };
    case 'layernorm':
    case 'affine':
      return { others: 2 * width(x) };
    case 'rmsnorm':
    case 'scale':
    case 'class_token':
      return { others: width(x) };
    case 'position_embedding':
      return { others: count(x) };
    case 'embedding':
      return { weights: [use.arguments.vocabulary * use.arguments.dim] };
    default:
      return {};
  }
}

function count(type: TensorType): number {
  return extents(type).reduce((product, extent) => product * extent, 1);
}

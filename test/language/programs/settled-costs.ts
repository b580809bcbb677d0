import {
  type Convention,
  conventions,
  extents,
  type Network,
  type OperatorUse,
  type TensorType,
} from '../../../language/index.ts';

type Shapes = Readonly<Record<string, readonly number[]>>;

interface Priced {
  /** Matrix products and convolutions. */
  readonly macs?: number;
  /** Trained tensors, by the operator's names for them. */
  readonly tensors?: Shapes;
  /** What a tool counts besides. */
  readonly counted?: Partial<Readonly<Record<Convention, number>>>;
}

/**
 * What a settled network costs in whole numbers, operator by operator, with formulas of its own: a second
 * implementation that shares nothing with the table of operators and its symbolic costs.
 */
export function settledCosts(network: Network) {
  const macs: Record<Convention, number> = { matmul: 0, fvcore: 0, torchprofile: 0, ptflops: 0 };
  const slices = new Map<string, (readonly number[])[]>();
  /** Of each operator by its path: matrix products and convolutions. */
  const products = new Map<string, number>();
  let elements = 0;
  for (const use of network.operators) {
    const inputs = use.inputs.map((value) => network.values[value]!);
    const output = network.values[use.output]!;
    const priced = price(use, inputs, output);
    elements += count(output);
    products.set(use.path, priced.macs ?? 0);
    for (const convention of conventions) {
      macs[convention] += (priced.macs ?? 0) + (priced.counted?.[convention] ?? 0);
    }
    for (const [name, shape] of Object.entries(priced.tensors ?? {})) {
      const { stored } = use.tensors[name]!;
      slices.set(stored, [...(slices.get(stored) ?? []), shape]);
    }
  }
  const params = [...slices.values()].reduce((sum, boxes) => sum + unionOfBoxes(boxes), 0);
  return { products, macs, params, bytes: 4 * params, activations: 4 * elements, bitops: 1024 * macs.matmul };
}

function price(use: OperatorUse, inputs: readonly TensorType[], output: TensorType): Priced {
  const x = inputs[0]!;
  const width = widthOf(x);
  const elements = count(output);
  const biased = (there: boolean, size: number): Shapes => (there ? { bias: [size] } : {});
  switch (use.operator) {
    case 'conv': {
      const { out, kernel, groups, bias } = use.arguments;
      return {
        macs: (elements * width * kernel * kernel) / groups,
        tensors: { weight: [out, width / groups, kernel, kernel], ...biased(bias, out) },
        counted: { ptflops: bias ? elements : 0 },
      };
    }
    case 'depthwise_conv': {
      const { kernel, bias } = use.arguments;
      return {
        macs: elements * kernel * kernel,
        tensors: { weight: [width, 1, kernel, kernel], ...biased(bias, width) },
        counted: { ptflops: bias ? elements : 0 },
      };
    }
    case 'linear': {
      const { out, bias } = use.arguments;
      return {
        macs: count(x) * out,
        tensors: { weight: [out, width], ...biased(bias, out) },
        counted: { ptflops: bias ? out : 0 },
      };
    }
    case 'embedding':
      return { tensors: { weight: [use.arguments.vocabulary, use.arguments.dim] } };
    case 'attention':
      return priceAttention(use.arguments, x, inputs[1] ?? x);
    case 'position_embedding':
      return { tensors: { weight: [use.arguments.positions, width] } };
    case 'class_token':
      return { tensors: { weight: [width] } };
    case 'batchnorm': {
      const { affine } = use.arguments;
      const once = affine ? 2 * elements : elements;
      const counted = { fvcore: once, ptflops: once, torchprofile: affine ? elements : 0 };
      return { tensors: affine ? { weight: [width], bias: [width] } : {}, counted };
    }
    case 'layernorm': {
      const counted = { fvcore: 5 * elements, torchprofile: elements, ptflops: elements };
      return { tensors: { weight: [width], bias: [width] }, counted };
    }
    case 'rmsnorm':
      return { tensors: { weight: [width] } };
    case 'scale':
      return { tensors: { weight: [width] }, counted: { torchprofile: elements } };
    case 'affine':
      return { tensors: { weight: [width], bias: [width] }, counted: { torchprofile: elements } };
    case 'product':
      return { counted: { torchprofile: elements * (inputs.length - 1) } };
    case 'relu':
    case 'relu6':
    case 'gelu':
    case 'swish':
    case 'softmax':
      return { counted: { ptflops: elements } };
    case 'max_pool':
      return { counted: { ptflops: count(x) } };
    case 'avg_pool':
      return { counted: { ptflops: count(x), torchprofile: elements } };
    case 'global_pool': {
      const read = x.kind === 'image' ? count(x) : 0;
      return { counted: { torchprofile: elements, fvcore: read, ptflops: read } };
    }
    default:
      return {};
  }
}

function priceAttention(
  settings: Extract<OperatorUse, { operator: 'attention' }>['arguments'],
  x: TensorType,
  memory: TensorType,
): Priced {
  const { heads, head_dim, bias, key_bias, relative_keys, relative_values } = settings;
  const [n, d] = extents(x) as [number, number];
  const [m, e] = extents(memory) as [number, number];
  const q = heads * head_dim;
  const relative = [relative_keys, relative_values].filter((distance) => distance > 0);
  const tables = (name: string, distance: number): Shapes =>
    distance === 0
      ? {}
      : { [`${name}.rows`]: [2 * distance + 2, head_dim], [`${name}.columns`]: [2 * distance + 2, head_dim] };
  const biases = { 'query.bias': [q], 'value.bias': [q], 'output.bias': [d] };
  return {
    macs: 2 * n * d * q + 2 * m * e * q + (2 + relative.length) * n * m * q,
    tensors: {
      'query.weight': [q, d],
      'key.weight': [q, e],
      'value.weight': [q, e],
      'output.weight': [d, q],
      ...(bias ? biases : {}),
      ...(key_bias ? { 'key.bias': [q] } : {}),
      ...tables('relative_keys', relative_keys),
      ...tables('relative_values', relative_values),
    },
    counted: {
      ptflops: n * q + heads * n * m + (bias ? n * q + m * q + n * d : 0) + (key_bias ? m * q : 0),
    },
  };
}

/** Cells that lie in at least one of several boxes with a common corner, layer by layer along the first axis. */
function unionOfBoxes(boxes: readonly (readonly number[])[]): number {
  if (boxes.length === 1) return boxes[0]!.reduce((product, extent) => product * extent, 1);
  if (boxes[0]!.length === 1) return Math.max(...boxes.map(([extent]) => extent!));
  const levels = [...new Set(boxes.map(([extent]) => extent!))].sort((a, b) => a - b);
  return levels.reduce((sum, level, i) => {
    const reaching = boxes.filter(([extent]) => extent! >= level).map(([, ...rest]) => rest);
    return sum + (level - (levels[i - 1] ?? 0)) * unionOfBoxes(reaching);
  }, 0);
}

function widthOf(type: TensorType): number {
  return type.kind === 'image' ? type.channels : extents(type).at(-1)!;
}

function count(type: TensorType): number {
  return extents(type).reduce((product, extent) => product * extent, 1);
}

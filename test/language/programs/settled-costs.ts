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
  /** Activations with weights, and activations with each other. */
  readonly macs?: number;
  readonly activationMacs?: number;
  /** Matrices, kernels and tables, and all else that is trained, by the operator's names for them. */
  readonly weights?: Shapes;
  readonly others?: Shapes;
  /** What a tool counts besides. */
  readonly counted?: Partial<Readonly<Record<Convention, number>>>;
}

/** A stored tensor as one operator reads it. */
interface Slice {
  readonly shape: readonly number[];
  readonly bits: number;
  readonly sparsity: number;
}

/**
 * What a settled network costs in whole numbers, operator by operator, with formulas of its own: a second
 * implementation that shares nothing with the table of operators and its symbolic costs.
 */
export function settledCosts(network: Network) {
  const macs: Record<Convention, number> = { matmul: 0, fvcore: 0, torchprofile: 0, ptflops: 0 };
  const bitops: Record<Convention, number> = { ...macs };
  const stored = new Map<string, Slice[]>();
  /** Of each operator by its path: matrix products and convolutions. */
  const products = new Map<string, number>();
  let activations = 0;
  for (const use of network.operators) {
    const typeOf = (value: number) => withRows(network.values[value]!, use.rows);
    const inputs = use.inputs.map(typeOf);
    const output = typeOf(use.output);
    const { macs: own = 0, activationMacs = 0, weights = {}, others = {}, counted = {} } = price(use, inputs, output);
    const [weightBits, activationBits] = bitsOf(use.precision ?? 'fp32');
    activations += Math.ceil((count(output) * activationBits) / 8);
    products.set(use.path, own + activationMacs);
    for (const convention of conventions) {
      const more = counted[convention] ?? 0;
      macs[convention] += own + activationMacs + more;
      bitops[convention] += own * weightBits * activationBits + activationMacs * activationBits ** 2 + more * 32 ** 2;
    }
    const note = (name: string, slice: Slice) => {
      const path = use.tensors[name]!.stored;
      stored.set(path, [...(stored.get(path) ?? []), slice]);
    };
    for (const [name, shape] of Object.entries(weights)) {
      note(name, { shape, bits: weightBits, sparsity: use.sparsity ?? 0 });
    }
    for (const [name, shape] of Object.entries(others)) note(name, { shape, bits: 32, sparsity: 0 });
  }
  const sizes = [...stored.values()].map(storedSize);
  const params = sizes.reduce((sum, size) => sum + size.params, 0);
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  return { products, macs, params, bytes, activations, bitops };
}

/** A tensor that several read is held once: in the widest format and with the fewest numbers removed. */
function storedSize(slices: readonly Slice[]): { readonly params: number; readonly bytes: number } {
  const elements = unionOfBoxes(slices.map(({ shape }) => shape));
  const bits = Math.max(...slices.map((slice) => slice.bits));
  const sparsity = Math.min(...slices.map((slice) => slice.sparsity));
  const params =
    elements - Number((2n * BigInt(elements) * BigInt(Math.round(sparsity * 1e6)) + 1_000_000n) / 2_000_000n);
  const whole = Math.ceil((elements * bits) / 8);
  if (sparsity === 0) return { params, bytes: whole };
  return { params, bytes: Math.min(whole, Math.ceil((params * bits) / 8) + Math.ceil(elements / 8)) };
}

/** Bits of weights and of activations. */
function bitsOf(format: string): readonly [number, number] {
  const mixed = /^w(\d+)a(\d+)$/.exec(format);
  if (mixed !== null) return [Number(mixed[1]), Number(mixed[2])];
  const bits = { fp32: 32, fp16: 16, bf16: 16, int8: 8, int4: 4, int2: 2, ternary: 2, binary: 1 }[format]!;
  return [bits, bits];
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
        weights: { weight: [out, width / groups, kernel, kernel] },
        others: biased(bias, out),
        counted: { ptflops: bias ? elements : 0 },
      };
    }
    case 'depthwise_conv': {
      const { kernel, bias } = use.arguments;
      return {
        macs: elements * kernel * kernel,
        weights: { weight: [width, 1, kernel, kernel] },
        others: biased(bias, width),
        counted: { ptflops: bias ? elements : 0 },
      };
    }
    case 'linear': {
      const { out, bias } = use.arguments;
      return {
        macs: count(x) * out,
        weights: { weight: [out, width] },
        others: biased(bias, out),
        counted: { ptflops: bias ? out : 0 },
      };
    }
    case 'router': {
      const { experts } = use.arguments;
      return { macs: count(x) * experts, weights: { weight: [experts, width] } };
    }
    case 'propagate':
      return { activationMacs: x.kind === 'graph' ? (x.edges + x.nodes) * x.width : Number.NaN };
    case 'reduce_sum':
      return { activationMacs: inputs.length === 2 ? count(x) : 0 };
    case 'embedding':
      return { weights: { weight: [use.arguments.vocabulary, use.arguments.dim] } };
    case 'attention':
      return priceAttention(use.arguments, x, inputs[1] ?? x);
    case 'position_embedding':
      return { others: { weight: [use.arguments.positions, width] } };
    case 'class_token':
      return { others: { weight: [width] } };
    case 'batchnorm': {
      const { affine } = use.arguments;
      const once = affine ? 2 * elements : elements;
      const counted = { fvcore: once, ptflops: once, torchprofile: affine ? elements : 0 };
      return { others: affine ? { weight: [width], bias: [width] } : {}, counted };
    }
    case 'layernorm': {
      const counted = { fvcore: 5 * elements, torchprofile: elements, ptflops: elements };
      return { others: { weight: [width], bias: [width] }, counted };
    }
    case 'rmsnorm':
      return { others: { weight: [width] } };
    case 'scale':
      return { others: { weight: [width] }, counted: { torchprofile: elements } };
    case 'affine':
      return { others: { weight: [width], bias: [width] }, counted: { torchprofile: elements } };
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
    case 'upsample':
      return { counted: { fvcore: elements, ptflops: elements } };
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
  const { heads, head_dim, bias, key_bias, inner_norm, relative_bias, relative_keys, relative_values } = settings;
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
    macs: 2 * n * d * q + 2 * m * e * q,
    activationMacs: (2 + relative.length) * n * m * q,
    weights: { 'query.weight': [q, d], 'key.weight': [q, e], 'value.weight': [q, e], 'output.weight': [d, q] },
    others: {
      ...(bias ? biases : {}),
      ...(key_bias ? { 'key.bias': [q] } : {}),
      ...(inner_norm ? { 'norm.weight': [q], 'norm.bias': [q] } : {}),
      ...(relative_bias > 0
        ? { relative_bias: [(2 * relative_bias - 1) ** 2 + 3 * (n - relative_bias ** 2), heads] }
        : {}),
      ...tables('relative_keys', relative_keys),
      ...tables('relative_values', relative_values),
    },
    counted: {
      fvcore: inner_norm ? 5 * n * q : 0,
      torchprofile: inner_norm ? n * q : 0,
      ptflops:
        (inner_norm ? n * q : 0) + n * q + heads * n * m + (bias ? n * q + m * q + n * d : 0) + (key_bias ? m * q : 0),
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

/** As many rows as an expert of a route gets, where it is one. */
function withRows(type: TensorType, rows: number | undefined): TensorType {
  if (rows === undefined) return type;
  if (type.kind === 'stack') return { ...type, of: withRows(type.of, rows) as typeof type.of };
  return type.kind === 'sequence' ? { ...type, length: rows } : type;
}

function widthOf(type: TensorType): number {
  return type.kind === 'image' ? type.channels : extents(type).at(-1)!;
}

function count(type: TensorType): number {
  return extents(type).reduce((product, extent) => product * extent, 1);
}

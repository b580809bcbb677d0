import {
  extents,
  type Network,
  type OperatorArguments,
  type OperatorName,
  type TensorType,
  type TensorUse,
} from '../../../language/index.ts';

/**
 * Every operator again, as plain loops over one sample in JavaScript's own float64: a second implementation to hold
 * lowered graphs against. Shares nothing with runtime/lower or runtime/graph.
 */
export type Weights = (use: TensorUse) => readonly number[];

/** The network's output for one sample, in evaluate mode. `inputs`: by name, row-major without the batch. */
export function referenceOutput(
  network: Network,
  inputs: Readonly<Record<string, readonly number[]>>,
  weights: Weights,
): number[] {
  const values = new Map<number, number[]>();
  const edges = new Map<number, readonly number[]>();
  for (const { name, value } of network.inputs) {
    values.set(value, [...inputs[name]!]);
    edges.set(value, inputs[`${name}.edges`] ?? []);
  }
  for (const use of network.operators) {
    const operation = operations[use.operator] as Operation<OperatorName>;
    const output = operation({
      inputs: use.inputs.map((value) => values.get(value)!),
      types: use.inputs.map((value) => network.values[value]!),
      output: network.values[use.output]!,
      arguments: use.arguments as OperatorArguments[OperatorName],
      tensor: (name) => weights(use.tensors[name]!),
      edges: edges.get(use.inputs[0]!)!,
    });
    values.set(use.output, output);
    edges.set(use.output, edges.get(use.inputs[0]!)!);
  }
  return values.get(network.output)!;
}

interface Use<Name extends OperatorName> {
  readonly inputs: readonly (readonly number[])[];
  readonly types: readonly TensorType[];
  readonly output: TensorType;
  readonly arguments: OperatorArguments[Name];
  tensor(name: string): readonly number[];
  /** Of the graph that the first input lies on: where every edge comes from, then where every one goes to. */
  readonly edges: readonly number[];
}
type Operation<Name extends OperatorName> = (use: Use<Name>) => number[];

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const size = (type: TensorType): number => extents(type).reduce((product, extent) => product * extent, 1);
const each =
  (f: (x: number) => number) =>
  ({ inputs: [x] }: Pick<Use<'relu'>, 'inputs'>): number[] =>
    x!.map(f);
const clip = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const hardSigmoid = (x: number): number => clip(x / 6 + 0.5, 0, 1);

/** The normal distribution function by the series of erf (Abramowitz and Stegun 7.1.6); |x| below 6. */
function normal(x: number): number {
  const z = x / Math.SQRT2;
  let [term, sum] = [z, z];
  for (let n = 1; n < 200; n++) {
    term *= (2 * z * z) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-z * z)) / Math.sqrt(Math.PI);
}

function normalized(row: readonly number[], epsilon: number): number[] {
  const mean = total(row) / row.length;
  const variance = total(row.map((x) => (x - mean) ** 2)) / row.length;
  return row.map((x) => (x - mean) / Math.sqrt(variance + epsilon));
}

function softmax(row: readonly number[]): number[] {
  const powers = row.map((x) => Math.exp(x - Math.max(...row)));
  return powers.map((power) => power / total(powers));
}

/** For every element of a type, the index of its place along the width. */
function placeOnWidth(type: TensorType, index: number): number {
  if (type.kind === 'image') return Math.floor(index / (type.height * type.width));
  return index % extents(type).at(-1)!;
}

/** Applies `f` to the numbers that share every place but the one on the width. */
function alongWidth(x: readonly number[], type: TensorType, f: (row: number[]) => number[]): number[] {
  const groups = new Map<number, number[]>();
  x.forEach((_, index) => {
    const key =
      type.kind === 'image' ? index % (type.height * type.width) : Math.floor(index / (extents(type).at(-1) ?? 1));
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  });
  const result = [...x];
  for (const places of groups.values()) {
    f(places.map((place) => x[place]!)).forEach((value, index) => {
      result[places[index]!] = value;
    });
  }
  return result;
}

const scaled = (
  use: { readonly output: TensorType },
  x: readonly number[],
  scale: readonly number[],
  shift?: readonly number[],
): number[] =>
  x.map((value, index) => {
    const place = placeOnWidth(use.output, index);
    return value * scale[place]! + (shift?.[place] ?? 0);
  });

/** The sum of `count` products, from `a[start]` and `b[first]` on. */
function dot(a: readonly number[], start: number, b: readonly number[], first: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += a[start + k]! * b[first + k]!;
  return sum;
}

/** Rows `[n, in]` times a matrix `[out, in]`. */
function project(
  x: readonly number[],
  weight: readonly number[],
  bias: readonly number[] | undefined,
  inner: number,
): number[] {
  const out = weight.length / inner;
  return range(x.length / inner).flatMap((row) =>
    range(out).map((column) => dot(x, row * inner, weight, column * inner, inner) + (bias?.[column] ?? 0)),
  );
}

interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation?: number;
}

/** For every output pixel of a channel, the pixels seen: undefined where they are padding. */
function windows(
  x: readonly number[],
  type: TensorType,
  output: TensorType,
  channel: number,
  { kernel, stride, padding, dilation = 1 }: Window,
): (number | undefined)[][] {
  if (type.kind !== 'image' || output.kind !== 'image') throw new Error('windows slide over images');
  return range(output.height * output.width).map((pixel) => {
    const [top, left] = [
      Math.floor(pixel / output.width) * stride - padding,
      (pixel % output.width) * stride - padding,
    ];
    return range(kernel * kernel).map((place) => {
      const [row, column] = [top + Math.floor(place / kernel) * dilation, left + (place % kernel) * dilation];
      const inside = row >= 0 && row < type.height && column >= 0 && column < type.width;
      return inside ? x[(channel * type.height + row) * type.width + column] : undefined;
    });
  });
}

function convolve(
  { inputs, types, output, tensor }: Use<'conv'>,
  window: Window,
  outputs: number,
  groups: number,
  biased: boolean,
): number[] {
  const [weight, bias] = [tensor('weight'), biased ? tensor('bias') : undefined];
  const channels = extents(types[0]!)[0]!;
  const perGroup = channels / groups;
  const seen = range(channels).map((channel) =>
    windows(inputs[0]!, types[0]!, output, channel, window).map((pixels) => pixels.map((pixel) => pixel ?? 0)),
  );
  const places = window.kernel ** 2;
  return range(outputs).flatMap((out) => {
    const first = Math.floor(out / (outputs / groups)) * perGroup;
    return range(size(output) / outputs).map((pixel) =>
      range(perGroup).reduce(
        (sum, channel) =>
          sum + dot(weight, (out * perGroup + channel) * places, seen[first + channel]![pixel]!, 0, places),
        bias?.[out] ?? 0,
      ),
    );
  });
}

function attention({
  inputs,
  types,
  arguments: { heads, head_dim, causal, bias, key_bias, inner_norm, relative_bias, relative_keys, relative_values },
  tensor,
}: Use<'attention'>): number[] {
  const [x, memory] = [inputs[0]!, inputs[1] ?? inputs[0]!];
  const [n, d] = extents(types[0]!) as [number, number];
  const [m, e] = extents(types[1] ?? types[0]!) as [number, number];
  const inner = heads * head_dim;
  const query = project(x, tensor('query.weight'), bias ? tensor('query.bias') : undefined, d);
  const key = project(memory, tensor('key.weight'), key_bias ? tensor('key.bias') : undefined, e);
  const value = project(memory, tensor('value.weight'), bias ? tensor('value.bias') : undefined, e);
  const joined = range(n).flatMap((row) =>
    range(heads).flatMap((head) => {
      const at = (of: readonly number[], place: number, k: number) => of[place * inner + head * head_dim + k]!;
      const visible = range(m).filter((other) => !causal || other <= row);
      const nearKey = relative('relative_keys', relative_keys, n, row, head_dim, tensor);
      const nearValue = relative('relative_values', relative_values, n, row, head_dim, tensor);
      const scores = visible.map(
        (other) =>
          total(range(head_dim).map((k) => at(query, row, k) * (at(key, other, k) + nearKey(other, k)))) /
            Math.sqrt(head_dim) +
          (relative_bias > 0 ? tensor('relative_bias')[wayBetween(row, other, n, relative_bias) * heads + head]! : 0),
      );
      const share = softmax(scores);
      return range(head_dim).map((k) =>
        total(visible.map((other, index) => share[index]! * (at(value, other, k) + nearValue(other, k)))),
      );
    }),
  );
  const normed = inner_norm
    ? range(n).flatMap((row) => {
        const [weight, shift] = [tensor('norm.weight'), tensor('norm.bias')];
        const normal = normalized(joined.slice(row * inner, (row + 1) * inner), 1e-5);
        return normal.map((x, k) => x * weight[k]! + shift[k]!);
      })
    : joined;
  return project(normed, tensor('output.weight'), bias ? tensor('output.bias') : undefined, inner);
}

/** The row of BEiT's table for a query and a key, by the list of all ways in the order of the table. */
function wayBetween(query: number, key: number, length: number, side: number): number {
  const apart = range(2 * side - 1).map((place) => place - (side - 1));
  const ways = apart.flatMap((down) => apart.map((right) => `${down} ${right}`));
  const named = [...ways, 'class to token', 'token to class', 'class to class'];
  const place = (token: number) => {
    const pixel = token - (length - side * side);
    return pixel < 0 ? undefined : ([Math.trunc(pixel / side), pixel % side] as const);
  };
  const [from, to] = [place(query), place(key)];
  if (from && to) return named.indexOf(`${from[0] - to[0]} ${from[1] - to[1]}`);
  return named.indexOf(`${from ? 'token' : 'class'} to ${to ? 'token' : 'class'}`);
}

/** Number k of the vector that stands for where another token of a square image lies, seen from `row`. */
function relative(
  name: string,
  distance: number,
  length: number,
  row: number,
  headDim: number,
  tensor: (name: string) => readonly number[],
): (other: number, k: number) => number {
  if (distance === 0) return () => 0;
  const side = Math.trunc(length ** 0.5);
  const isClass = (token: number) => length > side * side && token === 0;
  const pixel = (token: number) => (length > side * side ? token - 1 : token);
  const entry = (axis: string, apart: number, k: number) =>
    tensor(`${name}.${axis}`)[(clip(apart, -distance, distance) + distance + 1) * headDim + k]!;
  return (other, k) => {
    if (isClass(row) || isClass(other)) return tensor(`${name}.rows`)[k]! + tensor(`${name}.columns`)[k]!;
    const down = Math.floor(pixel(other) / side) - Math.floor(pixel(row) / side);
    const right = (pixel(other) % side) - (pixel(row) % side);
    return entry('rows', down, k) + entry('columns', right, k);
  };
}

const operations: { readonly [Name in OperatorName]: Operation<Name> } = {
  conv: (use) => convolve(use, use.arguments, use.arguments.out, use.arguments.groups, use.arguments.bias),
  depthwise_conv: (use) => {
    const channels = extents(use.output)[0]!;
    return convolve(use as unknown as Use<'conv'>, use.arguments, channels, channels, use.arguments.bias);
  },
  linear: ({ inputs, types, arguments: { bias }, tensor }) =>
    project(inputs[0]!, tensor('weight'), bias ? tensor('bias') : undefined, extents(types[0]!).at(-1)!),
  embedding: ({ inputs, arguments: { dim }, tensor }) =>
    inputs[0]!.flatMap((id) => tensor('weight').slice(id * dim, (id + 1) * dim)),
  position_embedding: ({ inputs, tensor }) => {
    const weight = tensor('weight');
    return inputs[0]!.map((x, index) => x + weight[index]!);
  },
  sinusoidal: ({ inputs, output }) => {
    const width = extents(output)[1]!;
    return inputs[0]!.map((x, index) => {
      const pair = Math.floor((index % width) / 2);
      const angle = Math.floor(index / width) * Math.exp((-2 * pair * Math.log(10_000)) / width);
      return x + (index % width === 2 * pair ? Math.sin(angle) : Math.cos(angle));
    });
  },
  class_token: ({ inputs, tensor }) => [...tensor('weight'), ...inputs[0]!],
  take_token: ({ inputs, output, arguments: { index } }) =>
    inputs[0]!.slice(index * size(output), (index + 1) * size(output)),
  take_tokens: ({ inputs, output, arguments: { start } }) => {
    const first = start * extents(output)[1]!;
    return inputs[0]!.slice(first, first + size(output));
  },
  to_tokens: ({ inputs, output }) => {
    const [pixels, channels] = extents(output) as [number, number];
    return range(pixels * channels).map(
      (index) => inputs[0]![(index % channels) * pixels + Math.floor(index / channels)]!,
    );
  },
  transpose: ({ inputs, output }) => {
    const [rows, columns] = extents(output) as [number, number];
    return range(rows * columns).map((index) => inputs[0]![(index % columns) * rows + Math.floor(index / columns)]!);
  },
  attention,
  batchnorm: (use) => {
    const [mean, variance] = [use.tensor('running_mean'), use.tensor('running_var')];
    const deviation = variance.map((variance) => Math.sqrt(variance + use.arguments.epsilon));
    const normal = use.inputs[0]!.map((x, index) => {
      const place = placeOnWidth(use.output, index);
      return (x - mean[place]!) / deviation[place]!;
    });
    return use.arguments.affine ? scaled(use, normal, use.tensor('weight'), use.tensor('bias')) : normal;
  },
  layernorm: (use) => {
    const normal = alongWidth(use.inputs[0]!, use.output, (row) => {
      return normalized(row, use.arguments.epsilon);
    });
    return scaled(use, normal, use.tensor('weight'), use.tensor('bias'));
  },
  rmsnorm: (use) => {
    const normal = alongWidth(use.inputs[0]!, use.output, (row) => {
      const square = total(row.map((x) => x * x)) / row.length;
      return row.map((x) => x / Math.sqrt(square + use.arguments.epsilon));
    });
    return scaled(use, normal, use.tensor('weight'));
  },
  scale: (use) => scaled(use, use.inputs[0]!, use.tensor('weight')),
  affine: (use) => scaled(use, use.inputs[0]!, use.tensor('weight'), use.tensor('bias')),
  relu: each((x) => Math.max(x, 0)),
  relu6: each((x) => clip(x, 0, 6)),
  gelu: each((x) => x * normal(x)),
  swish: each((x) => x * sigmoid(x)),
  hard_swish: each((x) => x * hardSigmoid(x)),
  sigmoid: each(sigmoid),
  hard_sigmoid: each(hardSigmoid),
  tanh: each(Math.tanh),
  softmax: ({ inputs, output }) => alongWidth(inputs[0]!, output, softmax),
  identity: each((x) => x),
  zero: ({ output }) => range(size(output)).map(() => 0),
  max_pool: ({ inputs, types, output, arguments: window }) =>
    range(extents(output)[0]!).flatMap((channel) =>
      windows(inputs[0]!, types[0]!, output, channel, window).map((seen) =>
        Math.max(...seen.filter((x) => x !== undefined)),
      ),
    ),
  avg_pool: ({ inputs, types, output, arguments: window }) =>
    range(extents(output)[0]!).flatMap((channel) =>
      windows(inputs[0]!, types[0]!, output, channel, window).map(
        (seen) => total(seen.map((x) => x ?? 0)) / seen.length,
      ),
    ),
  global_pool: ({ inputs, types: [type], output }) =>
    range(size(output)).map((place) => {
      const column = inputs[0]!.filter((_, index) => placeOnWidth(type!, index) === place);
      return total(column) / column.length;
    }),
  crop: ({ inputs, types: [type], output, arguments: { top, left } }) => {
    const [, height, width] = extents(type!) as [number, number, number];
    const [, rows, columns] = extents(output) as [number, number, number];
    return range(size(output)).map((index) => {
      const channel = Math.floor(index / (rows * columns));
      const row = top + (Math.floor(index / columns) % rows);
      return inputs[0]![(channel * height + row) * width + left + (index % columns)]!;
    });
  },
  upsample: ({ inputs, types: [type], output, arguments: { factor } }) => {
    const [, height, width] = extents(type!) as [number, number, number];
    const [, rows, columns] = extents(output) as [number, number, number];
    return range(size(output)).map((index) => {
      const channel = Math.floor(index / (rows * columns));
      const row = Math.floor((Math.floor(index / columns) % rows) / factor);
      return inputs[0]![(channel * height + row) * width + Math.floor((index % columns) / factor)]!;
    });
  },
  take_channels: ({ inputs, types: [type], arguments: { start, count } }) =>
    inputs[0]!.filter((_, index) => {
      const channel = placeOnWidth(type!, index);
      return channel >= start && channel < start + count;
    }),
  channel_shuffle: ({ inputs, output, arguments: { groups } }) => {
    const [channels, height, width] = extents(output) as [number, number, number];
    return range(channels).flatMap((channel) => {
      const from = (channel % groups) * (channels / groups) + Math.floor(channel / groups);
      return inputs[0]!.slice(from * height * width, (from + 1) * height * width);
    });
  },
  sum: ({ inputs }) => inputs[0]!.map((_, index) => total(inputs.map((x) => x[index]!))),
  product: ({ inputs, output }) =>
    range(size(output)).map((index) =>
      inputs.reduce((product, x) => product * x[x.length === size(output) ? index : placeOnWidth(output, index)]!, 1),
    ),
  concat: ({ inputs, types, arguments: { along } }) => {
    if (along === 'length' || types[0]!.kind === 'image') return inputs.flat();
    const widths = types.map((type) => extents(type).at(-1)!);
    return range(size(types[0]!) / widths[0]!).flatMap((row) =>
      inputs.flatMap((x, part) => x.slice(row * widths[part]!, (row + 1) * widths[part]!)),
    );
  },
  stack: ({ inputs, types, output }) => {
    const [rows, , width] = extents(output) as [number, number, number];
    return range(rows).flatMap((row) =>
      types.flatMap((_, place) => inputs[place]!.slice(row * width, (row + 1) * width)),
    );
  },
  reduce_sum: ({ inputs: [x, weights], types: [type] }) => {
    const [rows, count, width] = extents(type!) as [number, number, number];
    return range(rows * width).map((index) => {
      const row = Math.floor(index / width);
      return total(
        range(count).map((place) => {
          const factor = weights === undefined ? 1 : weights[row * count + place]!;
          return factor * x![(row * count + place) * width + (index % width)]!;
        }),
      );
    });
  },
  // The whole matrix D^-1/2 (A + I) D^-1/2, and its product with x.
  propagate: ({ inputs: [x], types: [type], edges }) => {
    const [nodes, width] = extents(type!) as [number, number];
    const adjacency = range(nodes).map((row) => range(nodes).map((column) => (row === column ? 1 : 0)));
    const count = edges.length / 2;
    for (let edge = 0; edge < count; edge++) adjacency[edges[count + edge]!]![edges[edge]!]! += 1;
    const degrees = adjacency.map(total);
    return range(nodes).flatMap((row) =>
      range(width).map((column) =>
        total(
          range(nodes).map(
            (other) =>
              (adjacency[row]![other]! * x![other * width + column]!) / Math.sqrt(degrees[row]! * degrees[other]!),
          ),
        ),
      ),
    );
  },
  router: ({ inputs: [x], types: [type], arguments: { experts, top }, tensor }) => {
    const scores = project(x!, tensor('weight'), undefined, extents(type!)[1]!);
    return range(scores.length / experts).flatMap((row) => {
      const shares = softmax(scores.slice(row * experts, (row + 1) * experts));
      const kept = range(experts)
        .sort((a, b) => shares[b]! - shares[a]!)
        .slice(0, top);
      return shares.map((share, place) => (kept.includes(place) ? share : 0));
    });
  },
  mixture: ({ inputs: [shares, ...values], output }) => {
    const width = extents(output)[1]!;
    return range(size(output)).map((index) =>
      total(values.map((value, place) => value[index]! * shares![Math.floor(index / width) * values.length + place]!)),
    );
  },
  dropout: each((x) => x),
};

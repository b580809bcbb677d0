import {
  extents,
  type Network,
  type OperatorArguments,
  type OperatorName,
  type OperatorUse,
  type TensorType,
} from '../../../language/index.ts';

export const image = (channels: number, height: number, width: number): TensorType => ({
  kind: 'image',
  channels,
  height,
  width,
});
export const sequence = (length: number, width: number) => ({ kind: 'sequence', length, width }) as const;
export const vector = (width: number): TensorType => ({ kind: 'vector', width });
export const graph = (nodes: number, edges: number, width: number) => ({ kind: 'graph', nodes, edges, width }) as const;
export const stack = (count: number, of: ReturnType<typeof sequence>): TensorType => ({ kind: 'stack', count, of });
export const tokens = (length: number): TensorType => ({ kind: 'tokens', length });

/** Writes networks by hand: types and tensor shapes are given, not inferred, so that they test what lowering makes. */
export class NetworkBuilder {
  readonly #values: TensorType[] = [];
  readonly #inputs: { name: string; value: number }[] = [];
  readonly #operators: OperatorUse[] = [];

  input(name: string, type: TensorType): number {
    this.#inputs.push({ name, value: this.#value(type) });
    return this.#values.length - 1;
  }

  /** `tensors`: shape by the operator's own name; the stored tensor's path is `path.name`. */
  use<Name extends OperatorName>(
    operator: Name,
    path: string,
    settled: OperatorArguments[Name],
    inputs: readonly number[],
    output: TensorType,
    tensors: Readonly<Record<string, readonly number[]>> = {},
  ): number {
    const uses = Object.entries(tensors).map(([name, shape]) => [name, { stored: `${path}.${name}`, shape }]);
    const use = {
      operator,
      path,
      arguments: settled,
      inputs,
      output: this.#value(output),
      tensors: Object.fromEntries(uses),
    };
    this.#operators.push(use as unknown as OperatorUse);
    return use.output;
  }

  network(): Network {
    return {
      values: this.#values,
      inputs: this.#inputs,
      operators: this.#operators,
      output: this.#values.length - 1,
    };
  }

  #value(type: TensorType): number {
    if (extents(type).some((extent) => extent < 1)) throw new Error(`No extents of ${JSON.stringify(type)}`);
    return this.#values.push(type) - 1;
  }
}

export interface VitSizes {
  readonly channels: number;
  readonly size: number;
  readonly patch: number;
  readonly width: number;
  readonly headDim: number;
  readonly classes: number;
  /** Of every layer: its heads and hidden width. */
  readonly layers: readonly { readonly heads: number; readonly hidden: number }[];
}

/** A pre-norm vision transformer (Dosovitskiy et al. 2021), as examples/digits-vit.lithe describes one. */
export function visionTransformer({ channels, size, patch, width, headDim, classes, layers }: VitSizes): Network {
  const builder = new NetworkBuilder();
  const side = size / patch;
  const rows = sequence(side ** 2 + 1, width);
  const norm = { weight: [width], bias: [width] };
  const linear = (path: string, from: number, out: number, into: number, type: TensorType) =>
    builder.use('linear', path, { out, bias: true }, [into], type, { weight: [out, from], bias: [out] });

  let value = builder.input('image', image(channels, size, size));
  const window = { out: width, kernel: patch, stride: patch, groups: 1, dilation: 1, padding: 0, bias: true };
  const weight = [width, channels, patch, patch];
  value = builder.use('conv', 'patch', window, [value], image(width, side, side), { weight, bias: [width] });
  value = builder.use('to_tokens', 'to_tokens', {}, [value], sequence(side ** 2, width));
  value = builder.use('class_token', 'class_token', {}, [value], rows, { weight: [width] });
  value = builder.use('position_embedding', 'position_embedding', { positions: side ** 2 + 1 }, [value], rows, {
    weight: [side ** 2 + 1, width],
  });
  layers.forEach(({ heads, hidden }, index) => {
    const layer = `layer[${index}]`;
    const inner = heads * headDim;
    const projections = ['query', 'key', 'value'].flatMap((name) => [
      [`${name}.weight`, [inner, width]],
      [`${name}.bias`, [inner]],
    ]);
    const tensors = { ...Object.fromEntries(projections), 'output.weight': [width, inner], 'output.bias': [width] };
    const alone = {
      causal: false,
      bias: true,
      key_bias: true,
      inner_norm: false,
      relative_bias: 0,
      relative_keys: 0,
      relative_values: 0,
    };
    const settled = { heads, head_dim: headDim, ...alone };
    const normed = builder.use('layernorm', `${layer}.layernorm`, { epsilon: 1e-5 }, [value], rows, norm);
    const attended = builder.use('attention', `${layer}.attention`, settled, [normed], rows, tensors);
    value = builder.use('sum', `${layer}.sum`, {}, [value, attended], rows);
    const normed2 = builder.use('layernorm', `${layer}.layernorm2`, { epsilon: 1e-5 }, [value], rows, norm);
    const wide = sequence(rows.length, hidden);
    const first = linear(`${layer}.linear`, width, hidden, normed2, wide);
    const active = builder.use('gelu', `${layer}.gelu`, {}, [first], wide);
    const second = linear(`${layer}.linear2`, hidden, width, active, rows);
    value = builder.use('sum', `${layer}.sum2`, {}, [value, second], rows);
  });
  value = builder.use('layernorm', 'layernorm', { epsilon: 1e-5 }, [value], rows, norm);
  value = builder.use('take_token', 'take_token', { index: 0 }, [value], vector(width));
  linear('classifier', width, classes, value, vector(classes));
  return builder.network();
}

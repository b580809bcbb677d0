import type { Network, OperatorName, TensorType } from '../../../language/index.ts';
import { graph, image, NetworkBuilder, sequence, stack, tokens, vector } from './network-builder.ts';

type Use = Parameters<NetworkBuilder['use']>;

/** A network of one operator over inputs of the types given. */
function one<Name extends OperatorName>(
  inputs: readonly TensorType[],
  operator: Name,
  settled: Parameters<typeof NetworkBuilder.prototype.use<Name>>[2],
  output: TensorType,
  tensors: Use[5] = {},
): Network {
  const builder = new NetworkBuilder();
  const values = inputs.map((type, place) => builder.input(`input${place}`, type));
  builder.use(operator, operator, settled, values, output, tensors);
  return builder.network();
}

const conv = { kernel: 3, stride: 1, groups: 1, dilation: 1, padding: 1, bias: true };
const depthwise = { kernel: 3, stride: 1, dilation: 1, padding: 1, bias: true };
const attention = {
  heads: 2,
  head_dim: 3,
  causal: false,
  bias: true,
  key_bias: true,
  inner_norm: false,
  relative_bias: 0,
  relative_keys: 0,
  relative_values: 0,
};
const biases = { 'query.bias': [6], 'key.bias': [6], 'value.bias': [6], 'output.bias': [4] };
const projections = (memory: number) => ({
  'query.weight': [6, 4],
  'key.weight': [6, memory],
  'value.weight': [6, memory],
  'output.weight': [4, 6],
});
const relative = { ...attention, relative_keys: 2, relative_values: 1 };
const tables = (name: string, distance: number) => ({
  [`${name}.rows`]: [2 * distance + 2, 3],
  [`${name}.columns`]: [2 * distance + 2, 3],
});
const norm = (width: number) => ({ weight: [width], bias: [width] });
const buffers = (width: number) => ({ running_mean: [width], running_var: [width] });
const photo = image(2, 4, 3);
const rows = sequence(5, 4);
/** As many nodes as there are token ids, so that ids name nodes. */
const nodes = graph(6, 9, 3);
const stacked = stack(3, sequence(5, 2));
const activation = <Name extends OperatorName>(operator: Name) => ({
  plain: one([rows], operator, {} as Parameters<typeof NetworkBuilder.prototype.use<Name>>[2], rows),
});

/** Every operator in its variants; the record's type sees to it that none is left out. */
export const operatorCases: { readonly [Name in OperatorName]: Readonly<Record<string, Network>> } = {
  conv: {
    plain: one([photo], 'conv', { ...conv, out: 3 }, image(3, 4, 3), { weight: [3, 2, 3, 3], bias: [3] }),
    'without bias, stride 2': one([photo], 'conv', { ...conv, out: 2, stride: 2, bias: false }, image(2, 2, 2), {
      weight: [2, 2, 3, 3],
    }),
    'even kernel': one([photo], 'conv', { ...conv, out: 2, kernel: 2, padding: 0 }, image(2, 3, 2), {
      weight: [2, 2, 2, 2],
      bias: [2],
    }),
    'dilation 2': one([image(1, 6, 5)], 'conv', { ...conv, out: 2, dilation: 2, padding: 2 }, image(2, 6, 5), {
      weight: [2, 1, 3, 3],
      bias: [2],
    }),
    '2 groups': one([image(4, 3, 3)], 'conv', { ...conv, out: 6, groups: 2 }, image(6, 3, 3), {
      weight: [6, 2, 3, 3],
      bias: [6],
    }),
    patches: one([image(2, 4, 6)], 'conv', { ...conv, out: 3, kernel: 2, stride: 2, padding: 0 }, image(3, 2, 3), {
      weight: [3, 2, 2, 2],
      bias: [3],
    }),
    pointwise: one([photo], 'conv', { ...conv, out: 3, kernel: 1, padding: 0 }, image(3, 4, 3), {
      weight: [3, 2, 1, 1],
      bias: [3],
    }),
    'pixels left over': one(
      [image(1, 5, 5)],
      'conv',
      { ...conv, out: 2, kernel: 2, stride: 2, padding: 0 },
      image(2, 2, 2),
      {
        weight: [2, 1, 2, 2],
        bias: [2],
      },
    ),
  },
  depthwise_conv: {
    plain: one([photo], 'depthwise_conv', depthwise, photo, { weight: [2, 1, 3, 3], bias: [2] }),
    'kernel 2, dilation 2': one(
      [image(3, 5, 4)],
      'depthwise_conv',
      { ...depthwise, kernel: 2, dilation: 2, padding: 1 },
      image(3, 5, 4),
      { weight: [3, 1, 2, 2], bias: [3] },
    ),
    'stride 2, without bias': one([photo], 'depthwise_conv', { ...depthwise, stride: 2, bias: false }, image(2, 2, 2), {
      weight: [2, 1, 3, 3],
    }),
  },
  linear: {
    sequence: one([rows], 'linear', { out: 3, bias: true }, sequence(5, 3), { weight: [3, 4], bias: [3] }),
    stack: one([stacked], 'linear', { out: 3, bias: true }, stack(3, sequence(5, 3)), { weight: [3, 2], bias: [3] }),
    nodes: one([nodes], 'linear', { out: 2, bias: false }, graph(6, 9, 2), { weight: [2, 3] }),
    vector: one([vector(4)], 'linear', { out: 3, bias: false }, vector(3), { weight: [3, 4] }),
  },
  embedding: {
    plain: one([tokens(5)], 'embedding', { vocabulary: 6, dim: 3, padding: -1 }, sequence(5, 3), { weight: [6, 3] }),
  },
  position_embedding: {
    plain: one([rows], 'position_embedding', { positions: 5 }, rows, { weight: [5, 4] }),
    'for longer sequences': one([rows], 'position_embedding', { positions: 8 }, rows, { weight: [8, 4] }),
  },
  sinusoidal: {
    plain: one([rows], 'sinusoidal', {}, rows),
    odd: one([sequence(4, 3)], 'sinusoidal', {}, sequence(4, 3)),
  },
  class_token: { plain: one([rows], 'class_token', {}, sequence(6, 4), { weight: [4] }) },
  take_tokens: { middle: one([rows], 'take_tokens', { start: 1, count: 3 }, sequence(3, 4)) },
  take_token: { second: one([rows], 'take_token', { index: 1 }, vector(4)) },
  to_tokens: { plain: one([photo], 'to_tokens', {}, sequence(12, 2)) },
  transpose: { plain: one([rows], 'transpose', {}, sequence(4, 5)) },
  attention: {
    plain: one([rows], 'attention', attention, rows, { ...projections(4), ...biases }),
    causal: one([rows], 'attention', { ...attention, causal: true }, rows, { ...projections(4), ...biases }),
    memory: one([rows, sequence(3, 2)], 'attention', attention, rows, { ...projections(2), ...biases }),
    'without biases': one([rows], 'attention', { ...attention, bias: false, key_bias: false }, rows, projections(4)),
    'without key bias': one([rows], 'attention', { ...attention, key_bias: false }, rows, {
      ...projections(4),
      'query.bias': [6],
      'value.bias': [6],
      'output.bias': [4],
    }),
    'inner norm': one([rows], 'attention', { ...attention, inner_norm: true }, rows, {
      ...projections(4),
      ...biases,
      'norm.weight': [6],
      'norm.bias': [6],
    }),
    'relative bias after a class token': one([rows], 'attention', { ...attention, relative_bias: 2 }, rows, {
      ...projections(4),
      ...biases,
      relative_bias: [12, 2],
    }),
    'relative bias and keys of a 3 x 3 image': one(
      [sequence(9, 4)],
      'attention',
      { ...attention, relative_bias: 3, relative_keys: 1 },
      sequence(9, 4),
      { ...projections(4), ...biases, relative_bias: [25, 2], ...tables('relative_keys', 1) },
    ),
    'relative positions after a class token': one([rows], 'attention', relative, rows, {
      ...projections(4),
      ...biases,
      ...tables('relative_keys', 2),
      ...tables('relative_values', 1),
    }),
    'relative keys of a 3 x 3 image, causal': one(
      [sequence(9, 4)],
      'attention',
      { ...relative, relative_keys: 1, relative_values: 0, causal: true },
      sequence(9, 4),
      { ...projections(4), ...biases, ...tables('relative_keys', 1) },
    ),
  },
  batchnorm: {
    image: one([photo], 'batchnorm', { affine: true, epsilon: 1e-5 }, photo, { ...norm(2), ...buffers(2) }),
    sequence: one([rows], 'batchnorm', { affine: true, epsilon: 1e-5 }, rows, { ...norm(4), ...buffers(4) }),
    'not affine': one([photo], 'batchnorm', { affine: false, epsilon: 1e-5 }, photo, buffers(2)),
  },
  layernorm: {
    sequence: one([rows], 'layernorm', { epsilon: 1e-3 }, rows, norm(4)),
    image: one([image(3, 2, 2)], 'layernorm', { epsilon: 1e-3 }, image(3, 2, 2), norm(3)),
    vector: one([vector(4)], 'layernorm', { epsilon: 1e-3 }, vector(4), norm(4)),
    nodes: one([nodes], 'layernorm', { epsilon: 1e-3 }, nodes, norm(3)),
    stack: one([stacked], 'layernorm', { epsilon: 1e-3 }, stacked, norm(2)),
  },
  rmsnorm: {
    sequence: one([rows], 'rmsnorm', { epsilon: 1e-3 }, rows, { weight: [4] }),
    image: one([image(3, 2, 2)], 'rmsnorm', { epsilon: 1e-3 }, image(3, 2, 2), { weight: [3] }),
  },
  scale: {
    sequence: one([rows], 'scale', { init: 1 }, rows, { weight: [4] }),
    image: one([photo], 'scale', { init: 1 }, photo, { weight: [2] }),
  },
  affine: { sequence: one([rows], 'affine', {}, rows, norm(4)), image: one([photo], 'affine', {}, photo, norm(2)) },
  relu: activation('relu'),
  relu6: activation('relu6'),
  gelu: activation('gelu'),
  swish: activation('swish'),
  hard_swish: activation('hard_swish'),
  sigmoid: activation('sigmoid'),
  hard_sigmoid: activation('hard_sigmoid'),
  tanh: activation('tanh'),
  softmax: { ...activation('softmax'), image: one([image(3, 2, 2)], 'softmax', {}, image(3, 2, 2)) },
  identity: activation('identity'),
  zero: { 'stride 2': one([photo], 'zero', { stride: 2 }, image(2, 2, 2)) },
  max_pool: {
    tiling: one([image(2, 4, 4)], 'max_pool', { kernel: 2, stride: 2, padding: 0 }, image(2, 2, 2)),
    overlapping: one([image(2, 5, 5)], 'max_pool', { kernel: 3, stride: 2, padding: 1 }, image(2, 3, 3)),
  },
  avg_pool: {
    tiling: one([image(2, 4, 4)], 'avg_pool', { kernel: 2, stride: 2, padding: 0 }, image(2, 2, 2)),
    overlapping: one([image(2, 5, 5)], 'avg_pool', { kernel: 3, stride: 2, padding: 1 }, image(2, 3, 3)),
  },
  global_pool: {
    image: one([photo], 'global_pool', {}, vector(2)),
    sequence: one([rows], 'global_pool', {}, vector(4)),
    nodes: one([nodes], 'global_pool', {}, vector(3)),
  },
  crop: { sides: one([image(2, 5, 6)], 'crop', { top: 1, left: 2, bottom: 1, right: 1 }, image(2, 3, 3)) },
  upsample: {
    double: one([photo], 'upsample', { factor: 2 }, image(2, 8, 6)),
    'not at all': one([photo], 'upsample', { factor: 1 }, photo),
  },
  take_channels: {
    image: one([image(5, 2, 3)], 'take_channels', { start: 1, count: 3 }, image(3, 2, 3)),
    sequence: one([rows], 'take_channels', { start: 2, count: 2 }, sequence(5, 2)),
    vector: one([vector(4)], 'take_channels', { start: 0, count: 3 }, vector(3)),
    nodes: one([nodes], 'take_channels', { start: 1, count: 2 }, graph(6, 9, 2)),
    stack: one([stacked], 'take_channels', { start: 1, count: 1 }, stack(3, sequence(5, 1))),
  },
  channel_shuffle: {
    '2 groups': one([image(6, 2, 3)], 'channel_shuffle', { groups: 2 }, image(6, 2, 3)),
    '3 groups': one([image(6, 3, 1)], 'channel_shuffle', { groups: 3 }, image(6, 3, 1)),
  },
  sum: { three: one([rows, rows, rows], 'sum', {}, rows) },
  product: {
    alike: one([rows, rows], 'product', {}, rows),
    'vector over image': one([vector(2), photo], 'product', {}, photo),
  },
  concat: {
    channels: one([photo, image(1, 4, 3)], 'concat', { along: 'width' }, image(3, 4, 3)),
    width: one([rows, sequence(5, 2)], 'concat', { along: 'width' }, sequence(5, 6)),
    length: one([rows, sequence(2, 4)], 'concat', { along: 'length' }, sequence(7, 4)),
    vectors: one([vector(2), vector(3)], 'concat', { along: 'width' }, vector(5)),
    nodes: one([nodes, graph(6, 9, 2)], 'concat', { along: 'width' }, graph(6, 9, 5)),
    stacks: one([stacked, stack(3, sequence(5, 1))], 'concat', { along: 'width' }, stack(3, sequence(5, 3))),
  },
  stack: {
    three: one([rows, rows, rows], 'stack', {}, stack(3, rows)),
    one: one([rows], 'stack', {}, stack(1, rows)),
  },
  reduce_sum: {
    plain: one([stacked], 'reduce_sum', {}, sequence(5, 2)),
    weighted: one([stacked, stack(3, sequence(5, 1))], 'reduce_sum', {}, sequence(5, 2)),
    'one stacked': one([stack(1, rows)], 'reduce_sum', {}, rows),
  },
  propagate: { plain: one([nodes], 'propagate', {}, nodes) },
  router: {
    'top 1': one([rows], 'router', { experts: 4, top: 1 }, sequence(5, 4), { weight: [4, 4] }),
    'top 3': one([rows], 'router', { experts: 5, top: 3 }, sequence(5, 5), { weight: [5, 4] }),
    all: one([rows], 'router', { experts: 2, top: 2 }, sequence(5, 2), { weight: [2, 4] }),
  },
  mixture: {
    two: one([sequence(5, 2), rows, rows], 'mixture', {}, rows),
    one: one([sequence(5, 1), rows], 'mixture', {}, rows),
  },
  dropout: { plain: one([rows], 'dropout', { rate: 0.25 }, rows) },
};

/** `operator, variant` and network, as test.each wants them. */
export const allCases: readonly (readonly [string, Network])[] = Object.entries(operatorCases).flatMap(
  ([operator, variants]) =>
    Object.entries(variants).map(([variant, network]) => [`${operator}, ${variant}`, network] as const),
);

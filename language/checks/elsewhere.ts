import type { OperatorName } from '../operators/arguments.ts';
import { nearest } from './nearest.ts';

/** What a name of another library or language is here. */
interface NameElsewhere {
  /** The operator that does the same. */
  readonly here?: OperatorName;
  /** The block that does the same, and the page of the library that has it. */
  readonly block?: { readonly name: string; readonly page: string };
  /** What to write instead, as the end of a message; absent: the operator's name says it. */
  readonly advice?: string;
  /** With so many arguments by position or more, the first one is the width that enters, which nobody gives here. */
  readonly widthFirstOf?: number;
}

const squeezeExcite: NameElsewhere = {
  block: { name: 'SqueezeExcite', page: 'lithe:mobile' },
  advice:
    'write `SqueezeExcite(reduced)`, where `reduced` is the width inside, with `import "lithe:mobile"` at the top of the file',
};

/**
 * Names of PyTorch, Keras, ONNX and Python, in lower case and without `_`: what does the same here, or what is written
 * instead, where the nearest of our names would mislead.
 */
const elsewhere: Readonly<Record<string, NameElsewhere>> = {
  silu: { here: 'swish' },
  gemm: { here: 'linear' },
  fullyconnected: { here: 'linear' },
  maxpool: { here: 'max_pool' },
  maxpool2d: { here: 'max_pool' },
  maxpooling2d: { here: 'max_pool' },
  avgpool: { here: 'avg_pool' },
  avgpool2d: { here: 'avg_pool' },
  averagepool: { here: 'avg_pool' },
  averagepooling2d: { here: 'avg_pool' },
  adaptiveavgpool: { here: 'global_pool' },
  globalaveragepool: { here: 'global_pool' },
  ln: { here: 'layernorm' },
  layernormalization: { here: 'layernorm' },
  selfattention: { here: 'attention' },
  multiply: { here: 'product' },
  concatenate: { here: 'concat' },
  split: { here: 'take_channels' },
  chunk: { here: 'take_channels' },
  narrow: { here: 'take_channels' },
  slice: { here: 'take_channels' },
  shuffle: { here: 'channel_shuffle' },
  interpolate: { here: 'upsample' },
  resize: { here: 'upsample' },
  upsampling2d: { here: 'upsample' },
  clstoken: { here: 'class_token' },
  layerscale: { here: 'scale' },
  conv2d: { here: 'conv', advice: 'write `conv(out, kernel)`; the channels that enter are known', widthFirstOf: 3 },
  linear: { here: 'linear', advice: 'write `linear(out)`; the width that enters is known', widthFirstOf: 2 },
  dense: { here: 'linear', advice: 'write `linear(out)`' },
  batchnorm2d: { here: 'batchnorm', advice: 'write `batchnorm`; its channels are known', widthFirstOf: 1 },
  batchnorm1d: { here: 'batchnorm', advice: 'write `batchnorm`; its width is known', widthFirstOf: 1 },
  batchnormalization: { here: 'batchnorm', advice: 'write `batchnorm`' },
  bn: { here: 'batchnorm', advice: 'write `batchnorm`' },
  layernorm: { here: 'layernorm', advice: 'write `layernorm`; its width is known', widthFirstOf: 1 },
  groupnorm: { advice: 'there is no norm of groups: write `batchnorm`, `layernorm` or `rmsnorm`' },
  leakyrelu: { advice: 'there is none with a slope: write `relu`, `gelu` or another activation' },
  elu: { advice: 'there is no ELU: write `relu`, `gelu` or another activation' },
  hardtanh: { advice: 'there is no cut-off tanh: write `relu6` or `tanh`' },
  adaptiveavgpool2d: { here: 'global_pool', advice: 'write `global_pool`, which gives a vector', widthFirstOf: 1 },
  globalaveragepooling2d: { here: 'global_pool', advice: 'write `global_pool`, which gives a vector' },
  flatten: { advice: 'write `global_pool` for a vector, or `to_tokens` for one row of each pixel, before `linear`' },
  multiheadattention: {
    here: 'attention',
    advice: 'write `attention(heads)`; the width that enters is known',
    widthFirstOf: 2,
  },
  convtranspose2d: { advice: 'write `upsample` and a `conv`' },
  lstm: { advice: 'there are no recurrent layers; write `attention`' },
  gru: { advice: 'there are no recurrent layers; write `attention`' },
  rnn: { advice: 'there are no recurrent layers; write `attention`' },
  add: { here: 'sum', advice: 'write `sum(a, b)`, or `residual { … }` to add the input' },
  cat: { here: 'concat', advice: 'write `concat(a, b)`' },
  mul: { here: 'product', advice: 'write `product(a, b)`' },
  se: squeezeExcite,
  seblock: squeezeExcite,
  selayer: squeezeExcite,
  squeezeexcite: squeezeExcite,
  squeezeexcitation: squeezeExcite,
  toimage: { advice: 'there is none yet: a sequence or a vector stays one' },
  unflatten: { advice: 'there is none yet: a sequence or a vector stays one' },
  permute: { advice: 'write `transpose` for the rows and columns of a sequence' },
  sequential: { advice: 'write the statements one below the other' },
  nn: { advice: 'write the operator alone: `relu`, not `nn.ReLU()`' },
  torch: { advice: 'write the operator alone: `relu`, not `torch.relu`' },
  f: { advice: 'write the operator alone: `relu`, not `F.relu`' },
  x: {
    advice: 'each statement takes what the one before gave; a label, `name: statement`, keeps a value',
  },
  for: { advice: 'write `repeat 3 as i { … }`, where i counts from 0' },
  while: { advice: 'write `repeat 3 { … }`' },
  skip: { advice: 'write `residual { … }`' },
  parallel: { advice: 'write `branch concat { a { … } b { … } }`, or `branch sum`' },
  choice: { advice: 'write `elastic name in [3, 5, 7]`, or `choose name { a { … } b { … } }`' },
  let: { advice: 'write `const name = value`' },
  var: { advice: 'write `const name = value`' },
  def: { advice: 'write `block Name(parameter) { … }`' },
  class: { advice: 'write `block Name(parameter) { … }`' },
  return: { advice: 'the last statement gives the output, without a word for it' },
  output: { advice: 'the last statement gives the output, without a word for it' },
};

function find(name: string): NameElsewhere | undefined {
  const key = name.toLowerCase().replaceAll('_', '');
  return Object.hasOwn(elsewhere, key) ? elsewhere[key] : undefined;
}

/** What there is to say of a name of PyTorch, Keras or Python; undefined of any other. */
export function nameElsewhere(name: string): (NameElsewhere & { readonly advice: string }) | undefined {
  const { advice, ...found } = find(name) ?? {};
  return advice === undefined ? undefined : { ...found, advice };
}

/** A name in sight in other letters, else the one in sight for another framework's name, else the nearest in sight. */
export function meant(name: string, known: Iterable<string>): string | undefined {
  const inSight = [...known];
  const near = nearest(name, inSight);
  if (near?.toLowerCase() === name.toLowerCase()) return near;
  const here = find(name)?.here;
  return here !== undefined && inSight.includes(here) ? here : near;
}

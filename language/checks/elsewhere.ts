import type { OperatorName } from '../operators/arguments.ts';

/** What PyTorch, Keras and ONNX call operators of the language, in lower case and without `_`: `silu` is `swish`. */
const names: Readonly<Record<string, OperatorName>> = {
  silu: 'swish',
  conv2d: 'conv',
  dense: 'linear',
  gemm: 'linear',
  fullyconnected: 'linear',
  maxpool: 'max_pool',
  maxpool2d: 'max_pool',
  maxpooling2d: 'max_pool',
  avgpool: 'avg_pool',
  avgpool2d: 'avg_pool',
  averagepool: 'avg_pool',
  averagepooling2d: 'avg_pool',
  adaptiveavgpool: 'global_pool',
  adaptiveavgpool2d: 'global_pool',
  globalaveragepool: 'global_pool',
  globalaveragepooling2d: 'global_pool',
  bn: 'batchnorm',
  batchnorm2d: 'batchnorm',
  batchnormalization: 'batchnorm',
  ln: 'layernorm',
  layernormalization: 'layernorm',
  multiheadattention: 'attention',
  selfattention: 'attention',
  add: 'sum',
  mul: 'product',
  multiply: 'product',
  cat: 'concat',
  concatenate: 'concat',
  split: 'take_channels',
  chunk: 'take_channels',
  narrow: 'take_channels',
  slice: 'take_channels',
  shuffle: 'channel_shuffle',
  interpolate: 'upsample',
  resize: 'upsample',
  upsampling2d: 'upsample',
  clstoken: 'class_token',
  layerscale: 'scale',
};

/** The language's operator for a name of another framework; undefined where it has none. */
export function nameElsewhere(name: string): OperatorName | undefined {
  const plain = name.toLowerCase().replaceAll('_', '');
  return Object.hasOwn(names, plain) ? names[plain] : undefined;
}

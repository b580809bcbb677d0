import type { OperatorName } from '../operators/arguments.ts';
import { nearest } from './nearest.ts';

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

/** A name in sight in other letters, else the one in sight for another framework's name, else the nearest in sight. */
export function meant(name: string, known: Iterable<string>): string | undefined {
  const inSight = [...known];
  const near = nearest(name, inSight);
  if (near?.toLowerCase() === name.toLowerCase()) return near;
  const plain = name.toLowerCase().replaceAll('_', '');
  const here = Object.hasOwn(names, plain) ? names[plain] : undefined;
  return here !== undefined && inSight.includes(here) ? here : near;
}

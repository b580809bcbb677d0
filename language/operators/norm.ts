import type { ArgumentDefinition, Operator } from './operator.ts';
import { vector } from './tensors.ts';
import { elementsOf, widthOf } from './type.ts';

const anyFloat = { least: 1, most: 1, kinds: ['image', 'sequence', 'vector', 'graph', 'stack'] } as const;

/** Added to the variance before the root is taken; networks differ in it, and pre-trained weights want their own. */
function epsilon(text: string, custom: string): ArgumentDefinition {
  return {
    kind: 'number',
    documentation: `Added to the variance, so that nothing is divided by 0${custom}.`,
    default: { text, value: ({ algebra }) => algebra.constant(Number(text)) },
  };
}

export const batchnorm: Operator<'batchnorm'> = {
  documentation:
    'Batch normalisation (Ioffe and Szegedy 2015): every channel to mean 0 and variance 1 by the statistics of the ' +
    'batch while training and by running statistics afterwards, then scaled and shifted.',
  arguments: {
    affine: {
      kind: 'flag',
      documentation: 'Learns a scale and a shift for every channel.',
      default: { text: 'true', value: ({ algebra }) => algebra.constant(true) },
    },
    epsilon: epsilon('0.00001', ''),
  },
  inputs: anyFloat,
  mixesRows: true,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  tensors: ({ algebra, inputs, arguments: { affine } }) => {
    const width = widthOf(inputs[0]!);
    return [
      vector(algebra, 'weight', width, 1, affine),
      vector(algebra, 'bias', width, 0, affine),
      { ...vector(algebra, 'running_mean', width, 0), trained: false },
      { ...vector(algebra, 'running_var', width, 1), trained: false },
    ];
  },
  counted: (use) => {
    const { algebra } = use;
    const { affine } = use.arguments;
    const elements = elementsOf(algebra, use.output);
    // fvcore: batchnorm_flop_jit at inference. ptflops: bn_flops_counter_hook. torchprofile: _norm.
    const once = algebra.times(elements, algebra.either(affine, 2, 1));
    return { fvcore: once, ptflops: once, torchprofile: algebra.either(affine, elements, 0) };
  },
};

export const layernorm: Operator<'layernorm'> = {
  documentation:
    'Layer normalisation (Ba et al. 2016): every row, or every pixel over its channels, to mean 0 and variance 1, ' +
    'then scaled and shifted.',
  arguments: { epsilon: epsilon('0.00001', ': BERT has 1e-12, ViT 1e-6') },
  inputs: anyFloat,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  tensors: ({ algebra, inputs }) => [
    vector(algebra, 'weight', widthOf(inputs[0]!), 1),
    vector(algebra, 'bias', widthOf(inputs[0]!), 0),
  ],
  // fvcore: norm_flop_counter. ptflops looks for `affine`, which LayerNorm does not have, so it counts once.
  counted: ({ algebra, output }) => {
    const elements = elementsOf(algebra, output);
    return { fvcore: algebra.times(elements, 5), torchprofile: elements, ptflops: elements };
  },
};

export const rmsnorm: Operator<'rmsnorm'> = {
  documentation:
    'Root mean square normalisation (Zhang and Sennrich 2019): every row divided by its root mean square, then scaled.',
  arguments: { epsilon: epsilon('0.000001', '') },
  inputs: anyFloat,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  tensors: ({ algebra, inputs }) => [vector(algebra, 'weight', widthOf(inputs[0]!), 1)],
};

export const scale: Operator<'scale'> = {
  documentation: 'Multiplies every channel by a learned number (layer scale of CaiT and ConvNeXt).',
  arguments: {
    init: {
      kind: 'number',
      documentation: 'What the numbers start at.',
      default: { text: '1', value: ({ algebra }) => algebra.constant(1) },
    },
  },
  inputs: anyFloat,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  tensors: ({ algebra, inputs, arguments: { init } }) => [vector(algebra, 'weight', widthOf(inputs[0]!), init)],
  // torchprofile counts aten::mul by its output's elements.
  counted: ({ algebra, output }) => ({ torchprofile: elementsOf(algebra, output) }),
};

export const affine: Operator<'affine'> = {
  documentation: "Multiplies every channel by a learned number and adds another (ResMLP's Aff).",
  arguments: {},
  inputs: anyFloat,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  tensors: ({ algebra, inputs }) => [
    vector(algebra, 'weight', widthOf(inputs[0]!), 1),
    vector(algebra, 'bias', widthOf(inputs[0]!), 0),
  ],
  counted: ({ algebra, output }) => ({ torchprofile: elementsOf(algebra, output) }),
};

import type { SettingDescription } from '../search/describe-settings.ts';

/** Declarations of a file: documentation and how one is written. */
export const declarationDescriptions: Readonly<Record<string, SettingDescription>> = {
  supernet: {
    documentation: 'A super-network: a network whose depth, widths and operators are still open.',
    snippet: 'supernet ${1:Name} {\n\tinput ${2:image}: image[${3:3, 224, 224}]\n\n\t$0\n}',
  },
  block: {
    documentation: 'A piece of a network to be used by name, with parameters that may have defaults.',
    snippet: 'block ${1:Name}(${2:out}) {\n\t$0\n}',
  },
  dataset: {
    documentation: 'Data to train and validate on.',
    snippet:
      'dataset ${1:Name} {\n\timages "${2:train-images.idx3-ubyte}" labels "${3:train-labels.idx1-ubyte}"\n' +
      '\tvalidation ${4:10%}\n}',
  },
  search: {
    documentation: 'What is looked for in a super-network: objectives, requirements, training and strategy.',
    snippet: 'search ${1:Name} {\n\tspace ${2}\n\tminimize ${3:macs}\n\t$0\n}',
  },
  configuration: {
    documentation:
      'One sub-network by name: what it decides, by the paths of decisions; the others are at their defaults.',
    snippet: 'configuration ${1:Name} of ${2:Net} {\n\t$0\n}',
  },
  target: {
    documentation: 'A device that latency is measured on.',
    snippet: 'target ${1:Name} {\n\tdevice ${2:cpu}\n}',
  },
  map: {
    documentation: 'Which stored tensor is which parameter, for `weights` to name.',
    snippet: 'map ${1:name} {\n\t"${2:encoder.{i\\}.weight}" -> ${3:layer[i].weight}\n}',
  },
  import: {
    documentation: 'Blocks of another file, or of a page of the standard library.',
    snippet: 'import "${1:lithe:mobile}"',
  },
};

/** Statements that begin with a keyword. */
export const statementDescriptions: Readonly<Record<string, SettingDescription & { readonly givesTensor: boolean }>> = {
  input: {
    documentation: 'A named input; the batch is implicit. With several inputs a pipeline starts at `from NAME`.',
    snippet: 'input ${1:image}: image[${2:3, 224, 224}]',
    givesTensor: false,
  },
  const: { documentation: 'A named constant.', snippet: 'const ${1:name} = ${0}', givesTensor: false },
  elastic: {
    documentation:
      'An open decision. Outside a `repeat` or a block it is one, shared by all that reads it; inside, one per copy or ' +
      'use. Domains: `[6, 8, 12]`, `2..4`, `64..512 step 64`, `[relu, gelu]`.',
    snippet: 'elastic ${1:name} in [${2:values}]',
    givesTensor: false,
  },
  weights: {
    documentation: 'Stored weights to start from: a file, a folder or a hub model, and how its names map to labels.',
    snippet: 'weights "${1:model.safetensors}" as ${2}',
    givesTensor: false,
  },
  repeat: {
    documentation:
      'Copies in sequence. Where the number is elastic, the first N of the largest are used, and decisions in the others ' +
      'are inactive.',
    snippet: 'repeat ${1:depth} {\n\t$0\n}',
    givesTensor: true,
  },
  residual: {
    documentation: 'Adds its input, through the shortcut where there is one, to its output.',
    snippet: 'residual { ${0} }',
    givesTensor: true,
  },
  branch: {
    documentation: 'Parallel paths from the same input, joined by `sum`, `concat` or `product`.',
    snippet: 'branch ${1|sum,concat,product|} {\n\t${2:a} { $3 }\n\t${4:b} { $5 }\n}',
    givesTensor: true,
  },
  choose: {
    documentation: 'One path of several: a decision by name. The paths have weights of their own.',
    snippet: 'choose ${1:name} {\n\t${2:a} { $3 }\n\t${4:b} { $5 }\n}',
    givesTensor: true,
  },
  if: {
    documentation: 'One body or another, by a condition over constants and decisions.',
    snippet: 'if ${1:condition} { ${0} }',
    givesTensor: true,
  },
  from: {
    documentation: 'The pipeline goes on from a labelled value.',
    snippet: 'from ${1:label}',
    givesTensor: true,
  },
  route: {
    documentation: 'N copies as experts, a learned router sends each token to K of them.',
    snippet: 'route ${1:8} top ${2:2} {\n\t$0\n}',
    givesTensor: true,
  },
  quantize: {
    documentation:
      'The number format of every operator with weights from here to the end of this list of statements, as one decision; ' +
      '`quantize each` makes one for each operator. A `quantize` further inside goes before it.',
    snippet: 'quantize [${1:fp32, int8}]',
    givesTensor: false,
  },
  prune: {
    documentation:
      'The share of weights removed from every operator with weights from here to the end of this list of statements, as ' +
      'one decision; `prune each` makes one for each operator. MACs stay those of the whole matrices.',
    snippet: 'prune [${1:0%, 50%}]',
    givesTensor: false,
  },
};

/** Functions that an expression may call. */
export const functionDescriptions: Readonly<
  Record<string, { readonly signature: string; readonly documentation: string }>
> = {
  mod: { signature: 'mod(a, b)', documentation: 'Remainder of a divided by b.' },
  floor: { signature: 'floor(a)', documentation: 'Largest whole number that is not over a.' },
  ceil: { signature: 'ceil(a)', documentation: 'Smallest whole number that is not under a.' },
  round: { signature: 'round(a)', documentation: 'Nearest whole number.' },
  min: { signature: 'min(a, …)', documentation: 'The smallest of its arguments.' },
  max: { signature: 'max(a, …)', documentation: 'The largest of its arguments.' },
  round_to: {
    signature: 'round_to(a, multiple)',
    documentation: "The field's rounding of channels: the nearest multiple, never under 90 % of a.",
  },
};

/** Kinds of inputs, with names for their sizes. */
export const inputDescriptions: Readonly<Record<string, SettingDescription>> = {
  image: { documentation: 'Channels, height and width.', snippet: 'image[${1:3}, ${2:224}, ${3:224}]' },
  tokens: { documentation: 'Ids of tokens, which an `embedding` turns into vectors.', snippet: 'tokens[${1:64}]' },
  sequence: { documentation: 'A vector for every token.', snippet: 'sequence[${1:64}, ${2:384}]' },
  vector: { documentation: 'One vector.', snippet: 'vector[${1:16}]' },
  graph: {
    documentation: 'Nodes with a vector each, and the edges between them.',
    snippet: 'graph[${1:64}, ${2:256}, ${3:16}]',
  },
};

/** Sizes that a tensor has, by the word behind its dot. */
export const sizeDescriptions: Readonly<
  Record<string, { readonly documentation: string; readonly kinds: readonly string[] }>
> = {
  channels: { documentation: 'Channels of an image.', kinds: ['image'] },
  height: { documentation: 'Rows of an image.', kinds: ['image'] },
  width: {
    documentation: 'Columns of an image; of anything else, the last size.',
    kinds: ['image', 'sequence', 'vector', 'graph', 'stack'],
  },
  tokens: { documentation: 'Length of a sequence.', kinds: ['sequence', 'tokens'] },
  nodes: { documentation: 'Nodes of a graph.', kinds: ['graph'] },
  edges: { documentation: 'Edges of a graph.', kinds: ['graph'] },
  count: { documentation: 'How many tensors stand side by side.', kinds: ['stack'] },
};

/** Number formats of `quantize`. */
export const formatDescriptions: Readonly<Record<string, string>> = {
  fp32: '32 bits, floating point.',
  fp16: '16 bits, floating point.',
  bf16: '16 bits, floating point with the exponent of fp32.',
  int8: '8 bits, weights and activations.',
  int4: '4 bits, weights and activations.',
  int2: '2 bits, weights and activations.',
  ternary: 'Weights and activations of three values, held in 2 bits.',
  binary: 'Weights and activations of two values, 1 bit.',
  w8a16: 'Weights of 8 bits, activations of 16.',
  w4a16: 'Weights of 4 bits, activations of 16.',
  w4a8: 'Weights of 4 bits, activations of 8.',
};

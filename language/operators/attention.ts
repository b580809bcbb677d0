import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { ArgumentDefinition, Operator, PricedUse } from './operator.ts';
import { biasFits, biasTable, distanceIsFixed, relativeProblem, relativeTables } from './relative-position.ts';
import { vector, weight } from './tensors.ts';

type Sequence = Extract<SymbolicType, { kind: 'sequence' }>;

/** n, d of the queries' sequence; m, e of the memory's (itself where none is named); q = heads * head_dim. */
function extentsOf({ algebra, inputs, arguments: { heads, head_dim } }: PricedUse<'attention'>) {
  const x = inputs[0] as Sequence;
  const memory = (inputs[1] ?? x) as Sequence;
  return { n: x.length, d: x.width, m: memory.length, e: memory.width, q: algebra.times(heads, head_dim) };
}

function relativeArgument(what: string): ArgumentDefinition {
  return {
    kind: 'count',
    documentation:
      `Adds learned vectors to the ${what}, one for each distance in rows and one in columns between two tokens of an ` +
      'image, up to this distance; 0: none (Wu et al. 2021, AutoFormer).',
    default: { text: '0', value: ({ algebra }) => algebra.constant(0) },
  };
}

export const attention: Operator<'attention'> = {
  documentation:
    'Multi-head attention (Vaswani et al. 2017): every row asks with softmax(Q K^T / sqrt(head_dim)) V in each head; ' +
    'the heads are joined and projected back to the width. With `memory` the keys and values come from another sequence.',
  arguments: {
    heads: { kind: 'size', documentation: 'Number of heads.', typical: 8 },
    head_dim: {
      kind: 'size',
      documentation: 'Width of one head; give it where heads are elastic, so that a smaller network keeps whole heads.',
      advice: 'give `head_dim`, or a width that every number of heads divides',
      default: {
        text: 'width / heads',
        value: ({ algebra, inputs, settled }) => algebra.over((inputs[0] as Sequence).width, settled.heads!),
      },
    },
    causal: {
      kind: 'flag',
      documentation: 'A row sees only itself and the rows before it.',
      default: { text: 'false', value: ({ algebra }) => algebra.constant(false) },
    },
    bias: {
      kind: 'flag',
      documentation: 'Biases of the query, key, value and output projections.',
      default: { text: 'true', value: ({ algebra }) => algebra.constant(true) },
    },
    key_bias: {
      kind: 'flag',
      documentation: 'Bias of the key projection; BEiT leaves it out.',
      default: { text: 'bias', value: ({ settled }) => settled.bias! },
    },
    inner_norm: {
      kind: 'flag',
      documentation:
        'Normalises what the heads give, as `layernorm` does, before the output projection (Wang et al. 2022, Magneto; ' +
        'BEiT-3).',
      default: { text: 'false', value: ({ algebra }) => algebra.constant(false) },
    },
    relative_bias: {
      kind: 'count',
      documentation:
        'Adds a learned number to every score, in each head one for each way in rows and columns from one token of an ' +
        'image to another, and three for the ways from, to and at a class token: the side of the image in tokens; 0: ' +
        'none (Bao et al. 2021, BEiT).',
      default: { text: '0', value: ({ algebra }) => algebra.constant(0) },
    },
    relative_keys: relativeArgument('keys'),
    relative_values: relativeArgument('values'),
  },
  inputs: {
    least: 1,
    most: 2,
    kinds: ['sequence'],
    label: 'memory',
    instead: { image: 'write `to_tokens` first', tokens: 'write `embedding(vocabulary, dim)` first' },
  },
  mixesRows: true,
  shape: ({ algebra, inputs, arguments: { relative_bias, relative_keys, relative_values } }) => {
    const problem = relativeProblem(inputs, [relative_bias, relative_keys, relative_values]);
    if (problem !== undefined) return { problem };
    const requirements = [
      ...biasFits(algebra, inputs[0] as Sequence, relative_bias),
      ...distanceIsFixed('relative_keys', relative_keys),
      ...distanceIsFixed('relative_values', relative_values),
    ];
    return { output: inputs[0]!, requirements };
  },
  tensors: (use) => {
    const { algebra } = use;
    const { heads, head_dim, bias, key_bias, inner_norm, relative_bias, relative_keys, relative_values } =
      use.arguments;
    const { n, d, e, q } = extentsOf(use);
    return [
      weight(algebra, 'query.weight', [q, d], { fanIn: d, gain: 1 }),
      vector(algebra, 'query.bias', q, 0, bias),
      weight(algebra, 'key.weight', [q, e], { fanIn: e, gain: 1 }),
      vector(algebra, 'key.bias', q, 0, key_bias),
      weight(algebra, 'value.weight', [q, e], { fanIn: e, gain: 1 }),
      vector(algebra, 'value.bias', q, 0, bias),
      weight(algebra, 'output.weight', [d, q], { fanIn: q, gain: 1 }),
      vector(algebra, 'output.bias', d, 0, bias),
      vector(algebra, 'norm.weight', q, 1, inner_norm),
      vector(algebra, 'norm.bias', q, 0, inner_norm),
      biasTable(algebra, n, relative_bias, heads),
      ...relativeTables(algebra, 'relative_keys', relative_keys, head_dim),
      ...relativeTables(algebra, 'relative_values', relative_values, head_dim),
    ];
  },
  macs: (use) => {
    const { plus, times } = use.algebra;
    const { n, d, m, e, q } = extentsOf(use);
    return plus(times(2, n, d, q), times(2, m, e, q));
  },
  // Q K^T and the product with V; vectors of distances are added to keys and values before they are multiplied.
  activationMacs: (use) => {
    const { plus, times, either, atMost } = use.algebra;
    const { relative_keys, relative_values } = use.arguments;
    const { n, m, q } = extentsOf(use);
    const relative = (distance: Expression) => either(atMost(1, distance), times(n, m, q), 0);
    return plus(times(2, n, m, q), relative(relative_keys), relative(relative_values));
  },
  counted: (use) => {
    const { plus, times, either } = use.algebra;
    const { heads, bias, key_bias, inner_norm } = use.arguments;
    const { n, d, m, q } = extentsOf(use);
    const normed = either(inner_norm, times(n, q), 0);
    return {
      // As `layernorm`.
      fvcore: times(normed, 5),
      torchprofile: normed,
      // ptflops: multihead_attention_counter_hook adds the scaling of Q, the softmax and the biases.
      ptflops: plus(
        times(n, q),
        times(heads, n, m),
        either(bias, plus(times(n, q), times(m, q), times(n, d)), 0),
        either(key_bias, times(m, q), 0),
        normed,
      ),
    };
  },
};

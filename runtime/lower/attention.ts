import { concat, reshape, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { asRows } from './axes.ts';
import { project } from './linear.ts';
import type { LoweringContext, Lowerings } from './lowering.ts';
import { hiddenKeys } from './padding.ts';
import { relativeAttention, relativeBias, relativeRows } from './relative-position.ts';

/** Of the norm inside attention, as PyTorch's LayerNorm and BEiT-3 have it. */
const EPSILON = 1e-5;

/** Multi-head attention: Vaswani et al. 2017, section 3.2. */
export const attention: Lowerings<'attention'> = {
  attention: (context) => {
    const { inputs, arguments: settled, options, tensor, matrix } = context;
    const [x, memory = x] = inputs;
    const hidden = hiddenKeys(context.padding[inputs.length > 1 ? 1 : 0]);
    const { heads, head_dim, causal, bias, key_bias, inner_norm, relative_bias, relative_keys, relative_values } =
      settled;
    const [batch, length] = x.shape as [number, number, number];
    const joined = (attended: Tensor): Tensor => {
      const rows = reshape(transpose(attended, [0, 2, 1, 3]), [batch * length, heads * head_dim]);
      const normed = inner_norm
        ? x.graph.apply('LayerNormalization', [rows, tensor('norm.weight'), tensor('norm.bias')], {
            epsilon: EPSILON,
          })[0]
        : rows;
      return reshape(project(normed, matrix('output.weight'), bias ? tensor('output.bias') : undefined), x.shape);
    };
    const relativePositions = relative_bias > 0 || relative_keys > 0 || relative_values > 0;
    // A step of training saves two products of three, forward and back, for the price of stacking three weights;
    // a model that is taken home keeps them apart, as they are stored.
    if (options.mode === 'train' && memory === x && bias === key_bias && !relativePositions) {
      return joined(packedAttention(context, hidden));
    }
    const projected = (from: Tensor, name: string, biased: boolean): Tensor => {
      const rows = project(asRows(from), matrix(`${name}.weight`), biased ? tensor(`${name}.bias`) : undefined);
      return transpose(reshape(rows, [batch, from.shape[1]!, heads, head_dim]), [0, 2, 1, 3]);
    };
    const query = projected(x, 'query', bias);
    const key = projected(memory, 'key', key_bias);
    const value = projected(memory, 'value', bias);

    const attributes = { scale: 1 / Math.sqrt(head_dim), causal };
    const relative = (name: 'relative_keys' | 'relative_values', distance: number): Tensor | undefined =>
      distance === 0 ? undefined : relativeRows(tensor(`${name}.rows`), tensor(`${name}.columns`), length, distance);
    const attended = relativePositions
      ? relativeAttention(
          [query, key, value],
          attributes,
          {
            bias: relative_bias === 0 ? undefined : relativeBias(tensor('relative_bias'), length, relative_bias),
            keys: relative('relative_keys', relative_keys),
            values: relative('relative_values', relative_values),
          },
          hidden,
        )
      : x.graph.apply('Attention', hidden ? [query, key, value, hidden] : [query, key, value], attributes)[0];
    return joined(attended);
  },
};

/** Attention of a value to itself through one product with the stacked weights: `[batch, heads, length, head_dim]`. */
function packedAttention(
  { inputs: [x], arguments: settled, tensor, matrix }: LoweringContext<'attention'>,
  hidden: Tensor | undefined,
): Tensor {
  const { heads, head_dim, causal, bias } = settled;
  const [batch, length] = x.shape as [number, number, number];
  const [first, ...others] = ['query', 'key', 'value'].map((name) => matrix(`${name}.weight`));
  const { transposed } = first!;
  const stacked = concat([first!.tensor, ...others.map((other) => other.tensor)], transposed ? 1 : 0);
  const biases = () => concat([tensor('query.bias'), tensor('key.bias'), tensor('value.bias')], 0);
  const rows = project(asRows(x), { tensor: stacked, transposed }, bias ? biases() : undefined);
  const packed = transpose(reshape(rows, [batch, length, 3, heads, head_dim]), [2, 0, 3, 1, 4]);
  const operands = hidden ? ([packed, hidden] as const) : ([packed] as const);
  return x.graph.apply('SelfAttention', operands, { scale: 1 / Math.sqrt(head_dim), causal })[0];
}

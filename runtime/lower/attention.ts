import { reshape, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { asRows } from './axes.ts';
import { project } from './linear.ts';
import type { Lowerings } from './lowering.ts';
import { relativeAttention, relativeRows } from './relative-position.ts';

/** Multi-head attention: Vaswani et al. 2017, section 3.2. */
export const attention: Lowerings<'attention'> = {
  attention: ({ inputs: [x, memory = x], arguments: settled, tensor, matrix }) => {
    const { heads, head_dim, causal, bias, key_bias, relative_keys, relative_values } = settled;
    const [batch, length] = x.shape as [number, number, number];
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
    const attended =
      relative_keys === 0 && relative_values === 0
        ? x.graph.apply('Attention', [query, key, value], attributes)[0]
        : relativeAttention([query, key, value], attributes, {
            keys: relative('relative_keys', relative_keys),
            values: relative('relative_values', relative_values),
          });
    const joined = reshape(transpose(attended, [0, 2, 1, 3]), [batch * length, heads * head_dim]);
    const output = project(joined, matrix('output.weight'), bias ? tensor('output.bias') : undefined);
    return reshape(output, x.shape);
  },
};

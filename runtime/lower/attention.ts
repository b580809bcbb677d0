import { add, matMul, reshape, softmax, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { asRows } from './axes.ts';
import { project } from './linear.ts';
import type { Lowerings } from './lowering.ts';

/** Added to the score of a key that a query must not see: exp() of it is 0 in float32 and in float64. */
const HIDDEN = -1e4;

/** Multi-head attention: Vaswani et al. 2017, section 3.2. */
export const attention: Lowerings<'attention'> = {
  attention: ({ inputs: [x, memory = x], arguments: { heads, head_dim, causal, bias, key_bias }, tensor, matrix }) => {
    const [batch, length] = x.shape as [number, number, number];
    const projected = (from: Tensor, name: string, biased: boolean): Tensor => {
      const rows = project(asRows(from), matrix(`${name}.weight`), biased ? tensor(`${name}.bias`) : undefined);
      return transpose(reshape(rows, [batch, from.shape[1]!, heads, head_dim]), [0, 2, 1, 3]);
    };
    const query = projected(x, 'query', bias);
    const key = projected(memory, 'key', key_bias);
    const value = projected(memory, 'value', bias);

    const scores = matMul(query, key, { transB: true, alpha: 1 / Math.sqrt(head_dim) });
    const attended = matMul(softmax(causal ? add(scores, causalMask(scores)) : scores), value);
    const joined = reshape(transpose(attended, [0, 2, 1, 3]), [batch * length, heads * head_dim]);
    const output = project(joined, matrix('output.weight'), bias ? tensor('output.bias') : undefined);
    return reshape(output, x.shape);
  },
};

/** `[queries, keys]`: 0 where the key is no later than the query. */
function causalMask(scores: Tensor): Tensor {
  const [queries, keys] = scores.shape.slice(-2) as [number, number];
  const mask = Array.from({ length: queries * keys }, (_, index) =>
    index % keys > Math.floor(index / keys) ? HIDDEN : 0,
  );
  return scores.graph.constant(scores.type, [queries, keys], mask);
}

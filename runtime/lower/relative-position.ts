import { causalMask } from '../graph/decompositions.ts';
import { add, gather, matMul, reshape, softmax, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * The vector of every pair of tokens of a square image, one for their distance in rows plus one for that in columns:
 * `[length, length, head_dim]` out of two tables `[2 distance + 2, head_dim]`. Row 0 of the tables is for pairs with the
 * class token, which stands first where `length` is a square plus one; farther pairs count as `distance` apart
 * (Wu et al. 2021, "Rethinking and improving relative position encoding for vision transformer").
 */
export function relativeRows(rows: Tensor, columns: Tensor, length: number, distance: number): Tensor {
  const side = Math.floor(Math.sqrt(length));
  const first = length - side ** 2;
  const index = (place: (token: number) => number): Tensor => {
    const pairs = Array.from({ length: length ** 2 }, (_, pair) => {
      const [from, to] = [Math.floor(pair / length) - first, (pair % length) - first];
      if (from < 0 || to < 0) return 0;
      return 1 + distance + Math.max(-distance, Math.min(distance, place(to) - place(from)));
    });
    return rows.graph.constant('int64', [length, length], pairs);
  };
  return add(
    gather(
      rows,
      index((token) => Math.floor(token / side)),
    ),
    gather(
      columns,
      index((token) => token % side),
    ),
  );
}

/**
 * Attention `[batch, heads, n, head_dim]` whose keys and values have a vector more for every pair of tokens,
 * `[n, n, head_dim]`: softmax(scale q (k + keys)) (v + values) (Shaw et al. 2018), without a key for every pair.
 */
export function relativeAttention(
  [query, key, value]: readonly [Tensor, Tensor, Tensor],
  { scale, causal }: { readonly scale: number; readonly causal: boolean },
  { keys, values }: { readonly keys: Tensor | undefined; readonly values: Tensor | undefined },
  hidden: Tensor | undefined,
): Tensor {
  const plain = matMul(query, key, { transB: true, alpha: scale });
  const scores = keys === undefined ? plain : add(plain, byQuery(query, keys, { transB: true, alpha: scale }));
  const seen = hidden === undefined ? scores : add(scores, hidden);
  const shares = softmax(causal ? add(seen, causalMask(scores)) : seen);
  const joined = matMul(shares, value);
  return values === undefined ? joined : add(joined, byQuery(shares, values, {}));
}

/** Rows `[batch, heads, n, k]` times a matrix of the query each: `[n, k, m]`, or `[n, m, k]` where transposed. */
function byQuery(x: Tensor, pairs: Tensor, options: Parameters<typeof matMul>[2]): Tensor {
  const [batch, heads, length, inner] = x.shape as [number, number, number, number];
  const rows = reshape(transpose(x, [2, 0, 1, 3]), [length, batch * heads, inner]);
  const products = matMul(rows, pairs, options);
  return transpose(reshape(products, [length, batch, heads, products.shape[2]!]), [1, 2, 0, 3]);
}

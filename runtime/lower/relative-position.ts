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
 * The number of every head and pair of tokens of a square image, `[heads, length, length]`, out of a table
 * `[ways, heads]`: a row for each way from a key to a query in rows and columns of pixels, and three more where a class
 * token stands first, for its way to the others, theirs to it and itself (Bao et al. 2021, BEiT, whose order it is).
 */
export function relativeBias(table: Tensor, length: number, side: number): Tensor {
  const first = length - side ** 2;
  const span = 2 * side - 1;
  const way = (query: number, key: number): number => {
    if (query < 0 && key < 0) return span ** 2 + 2;
    if (query < 0) return span ** 2;
    if (key < 0) return span ** 2 + 1;
    const rows = Math.floor(query / side) - Math.floor(key / side);
    const columns = (query % side) - (key % side);
    return (rows + side - 1) * span + columns + side - 1;
  };
  const pairs = Array.from({ length: length ** 2 }, (_, pair) =>
    way(Math.floor(pair / length) - first, (pair % length) - first),
  );
  return transpose(gather(table, table.graph.constant('int64', [length, length], pairs)), [2, 0, 1]);
}

/**
 * Attention `[batch, heads, n, head_dim]` whose keys and values have a vector more for every pair of tokens,
 * `[n, n, head_dim]`: softmax(scale q (k + keys) + bias) (v + values) (Shaw et al. 2018), without a key for every pair.
 * The bias is `[heads, n, n]`.
 */
export function relativeAttention(
  [query, key, value]: readonly [Tensor, Tensor, Tensor],
  { scale, causal }: { readonly scale: number; readonly causal: boolean },
  { bias, keys, values }: { readonly [Part in 'bias' | 'keys' | 'values']: Tensor | undefined },
  hidden: Tensor | undefined,
): Tensor {
  const plain = matMul(query, key, { transB: true, alpha: scale });
  const near = keys === undefined ? plain : add(plain, byQuery(query, keys, { transB: true, alpha: scale }));
  const scores = bias === undefined ? near : add(near, bias);
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

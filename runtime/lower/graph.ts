import { add, div, filled, gather, mul, reshape, scatterAdd, slice, sqrt } from '../graph/operations.ts';
import { asRows } from './axes.ts';
import type { Lowerings } from './lowering.ts';

export const graph: Lowerings<'propagate'> = {
  // D^-1/2 (A + I) D^-1/2 x, the nodes of all examples as rows of one matrix: each node's own row, and the rows that
  // edges bring, both scaled down where they leave and where they arrive (Kipf and Welling 2017, section 2).
  propagate: ({ inputs: [x], edges }) => {
    const [batch, nodes] = x.shape as [number, number, number];
    const ends = edges();
    const count = ends.shape[2]!;
    const first = Array.from({ length: batch }, (_, example) => example * nodes);
    const offsets = x.graph.constant('int64', [batch, 1, 1], first);
    const [sources, targets] = [0, 1].map((end) =>
      reshape(add(slice(ends, { 1: { start: end, count: 1 } }), offsets), [batch * count]),
    );
    const arriving = scatterAdd(filled(x, [batch * count, 1], 1), targets!, batch * nodes);
    const factor = div(1, sqrt(add(arriving, 1)));
    const leaving = mul(asRows(x), factor);
    const brought = scatterAdd(gather(leaving, sources!), targets!, batch * nodes);
    return reshape(mul(add(brought, leaving), factor), x.shape);
  },
};

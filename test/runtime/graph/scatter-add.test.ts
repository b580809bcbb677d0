import { Tensor as OrtTensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import type { Target } from '../../../runtime/graph/decompositions.ts';
import { encode } from '../../../runtime/graph/encode.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import { scatterAdd } from '../../../runtime/graph/operations.ts';
import { createSession } from '../../../runtime/session/session.ts';

const [VALUES, WIDTH, THREADS] = [2048, 384, 2];

// Of 2,048 rows added into one, ONNX Runtime's ScatterND loses a fifth.
test.each<Target>(['cpu', 'portable'])('threads lose no sum where rows meet, %s', async (target) => {
  const graph = new Graph();
  const values = graph.input('values', 'float32', [VALUES, WIDTH]);
  graph.output('sums', scatterAdd(values, graph.input('indices', 'int32', [VALUES]), 2));
  const session = await createSession(encode(graph, target), { device: 'cpu', threads: THREADS, arena: false });
  const { sums } = await session.run({
    values: new OrtTensor('float32', new Float32Array(VALUES * WIDTH).fill(1), [VALUES, WIDTH]),
    indices: new OrtTensor(
      'int32',
      Int32Array.from({ length: VALUES }, (_, row) => Number(row % 4 === 0)),
      [VALUES],
    ),
  });
  const expected = [(3 * VALUES) / 4, VALUES / 4].flatMap((sum) => new Array(WIDTH).fill(sum));
  expect([...(sums!.data as Float32Array)]).toEqual(expected);
});

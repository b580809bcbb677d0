import { expect, test } from 'vitest';
import { compile, largest } from '../../../language/index.ts';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { lessonOf } from '../../../runtime/train/lesson.ts';
import { accumulateGradients } from '../../../runtime/train/step.ts';
import { createSuperNetwork } from '../../../runtime/train/super-network.ts';
import { buildTrainingGraph, compileTrainingGraph, type TrainingGraph } from '../../../runtime/train/training-graph.ts';
import { compiled } from '../graph/run.ts';
import { expectClose } from '../lower/close.ts';

const [BATCH, LENGTH, VOCABULARY, CLASSES] = [6, 64, 5, 3];

const encoder = compile(
  `supernet Encoder {
  input ids: tokens[${LENGTH}]
  word: embedding(${VOCABULARY}, 96)
  layernorm
  linear(8)
  global_pool
  classifier: linear(${CLASSES})
}`,
  { file: 'encoder.lithe' },
).spaces[0]!;

const options = {
  batch: BATCH,
  parts: 1,
  told: 'class',
  lesson: lessonOf(undefined, 'largest', 0),
  smoothing: 0,
  regularisation: { dropout: 0, stochasticDepth: 0 },
} as const;

/** Few rows, each read by many tokens. */
const ids = Int32Array.from({ length: BATCH * LENGTH }, (_, place) => (place * place) % VOCABULARY);
const targets = Float32Array.from({ length: BATCH * CLASSES }, (_, place) => Number(place % 4 === 0));

test("the gradient of a table is the sum of its rows', to the bit on two threads, and is added to what is there", async () => {
  const { state, networkAt } = createSuperNetwork(encoder, { moments: 0 }, 3);
  const network = networkAt(largest(encoder));
  const table = state.tensors.get('word.weight')!;
  const graph = await compileTrainingGraph(network, state, { ...options, threads: 2, kept: true, arena: false });
  expect(graph.lookups.map(({ weight }) => weight.tensor)).toEqual([table]);
  const use = <Result>(_: unknown, work: (given: TrainingGraph) => Promise<Result>) => work(graph);
  const step = async (fresh: boolean): Promise<Float32Array> => {
    await accumulateGradients({ state, seed: 1, share: 0 }, [{ use }], { inputs: [ids], targets }, 0, fresh);
    return state.view('gradients', table).slice();
  };
  const sums = await step(true);
  expectClose(
    [...(await step(false))],
    [...sums].map((sum) => 2 * sum),
    1e-6,
  );
  expect(await step(true)).toEqual(sums);

  // The same loss's gradient with respect to the whole table.
  const { graph: built, weights, lookups } = buildTrainingGraph(network, state, options);
  const loss = built.outputs.find(({ name }) => name === 'loss')!.tensor;
  built.output('whole', gradients(loss, [lookups[0]!.weight.input])[0]!);
  const numbers = weights.map(({ name, tensor }) => [name, [...state.view('weights', tensor)]] as const);
  const { whole } = await (await compiled(built))({ ...Object.fromEntries(numbers), ids, targets });
  expect(Math.max(...whole!.map(Math.abs))).toBeGreaterThan(0.01);
  expectClose([...sums], whole!, 1e-6);
});

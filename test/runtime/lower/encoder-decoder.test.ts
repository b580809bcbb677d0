import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import {
  compile,
  genomeOf,
  largest,
  networkAt,
  type StoredTensor,
  storedTensors,
  type TensorUse,
} from '../../../language/index.ts';
import { elementCount } from '../../../runtime/graph/tensor.ts';
import { OUTPUT, onnxModel } from '../../../runtime/run/export/model.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds, randomNumbers } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';
import { referenceOutput } from './reference.ts';

const VOCABULARY = 7;

/** An encoder and a decoder in miniature: two inputs, one table for both embeddings and the output, open memory. */
const { spaces, diagnostics } = compile(
  `import "lithe:transformer"
supernet Translator {
  input source: tokens[3]
  input target: tokens[4]
  elastic encoder_width in [4, 6]
  elastic decoder_width in [4, 6]
  from source
  word: embedding(${VOCABULARY}, encoder_width)
  sinusoidal
  encoder: repeat 2 { PostNormTransformerLayer(heads: 2, hidden: 5, activation: relu, head_dim: 2) }
  elastic attended in 1..2
  memory: concat(encoder[2 - attended..1], along: length)
  from target
  target_word: embedding(${VOCABULARY}, decoder_width, share: word)
  sinusoidal
  PostNormDecoderLayer(heads: 1, hidden: 3, memory, head_dim: 2, cross_head_dim: 2)
  output: linear(${VOCABULARY}, bias: false, share: word)
}`,
  { file: 'translator.lithe' },
);
const space = spaces[0]!;
const whole = networkAt(space, largest(space));

test('gives what plain loops give, and the gradients that central differences give', async () => {
  expect(diagnostics).toEqual([]);
  const { graph, output } = lowered(whole, { batch: 1, mode: 'train', elementType: 'float64' });
  graph.output('output', output);
  const feeds = randomFeeds(graph, 5, VOCABULARY);
  const inputs = Object.fromEntries(whole.inputs.map(({ name }) => [name, feeds[name]!]));
  const { output: actual } = await (await compiled(graph))(feeds);
  expectClose(
    actual!,
    referenceOutput(whole, inputs, (use) => feeds[use.stored]!),
    1e-10,
  );
  const floats = graph.inputs.map(({ tensor }) => tensor).filter(({ type }) => type === 'float64');
  await expectGradients(graph, output, floats, feeds, 12);
});

test.each([
  { encoder_width: 6, decoder_width: 4, attended: 2 },
  { encoder_width: 4, decoder_width: 6, attended: 1 },
])('runs as an exported model where the uses of the table differ: %j', async (configuration) => {
  const found = genomeOf(space, configuration);
  if ('problems' in found) throw new Error(found.problems.join());
  const network = networkAt(space, found.genome);
  const stored = storedTensors(space);
  const weights = new Map(
    stored.map(({ path, shape }, i) => [path, Float32Array.from(randomNumbers(elementCount(shape), i, -0.5, 0.5))]),
  );
  const settled = Object.fromEntries(stored.map(({ path, shape }) => [path, { shape, data: weights.get(path)! }]));
  const session = await InferenceSession.create(onnxModel(network, settled, stored, {}));
  const ids = { source: [1, 0, 6], target: [2, 5, 3, 3] };
  const results = await session.run({
    source: new Tensor('int32', Int32Array.from(ids.source), [1, 3]),
    target: new Tensor('int32', Int32Array.from(ids.target), [1, 4]),
  });
  const byPath = new Map(stored.map((tensor) => [tensor.path, tensor]));
  const part = (use: TensorUse) => leadingSlice(weights.get(use.stored)!, byPath.get(use.stored)!, use);
  const logits = Array.from(results[OUTPUT]!.data as Float32Array);
  expectClose(logits, referenceOutput(network, ids, part), 1e-5);
});

/** The first rows and columns of a stored matrix, or the first numbers of a vector. */
function leadingSlice(numbers: Float32Array, stored: StoredTensor, { shape }: TensorUse): number[] {
  const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  return Array.from({ length: rows * columns }, (_, index) => {
    return numbers[Math.floor(index / columns) * stored.shape.at(-1)! + (index % columns)]!;
  });
}

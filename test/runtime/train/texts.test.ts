import { describe, expect, test } from 'vitest';
import { compile, largest } from '../../../language/index.ts';
import { type Batch, trainingBatches } from '../../../runtime/data/batches.ts';
import { inputsOf } from '../../../runtime/data/inputs.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/samples.ts';
import { compileEvaluationGraph } from '../../../runtime/evaluate/evaluation-graph.ts';
import { createEvaluator } from '../../../runtime/evaluate/evaluator.ts';
import { randomStream } from '../../../runtime/random.ts';
import { dataFeeds, weightFeeds } from '../../../runtime/train/bound-weights.ts';
import { sampler } from '../../../runtime/train/sampler.ts';
import { accumulateGradients } from '../../../runtime/train/step.ts';
import { createSuperNetwork } from '../../../runtime/train/super-network.ts';
import { expectClose } from '../lower/close.ts';

const LENGTH = 32;
const VOCABULARY = 11;

const { spaces, searches } = compile(
  `supernet Encoder {
  input ids: tokens[${LENGTH}]
  input types: tokens[${LENGTH}]
  from types
  type: embedding(2, 8)
  from ids
  word: embedding(${VOCABULARY}, 8, padding: 0)
  position_embedding
  sum(x, type)
  layer: repeat 2 {
    elastic heads in [1, 2]
    residual { layernorm; attention(heads, head_dim: 4) }
    residual { layernorm; linear(12); gelu; linear(8) }
  }
  global_pool
  classifier: linear(3)
}
dataset D { text "rows.tsv" column 1; label column 2; validation 25%; tokenizer "tokenizer.json" length ${LENGTH} }
search Q {
  space Encoder
  data D
  maximize accuracy
  minimize macs
  finetune { epochs 1; batch 8; optimizer adamw(1e-3); distill from largest(0.5) }
}`,
  { file: 'encoder.lithe' },
);

function samples(count: number, seed: number): Samples {
  const random = randomStream(seed, 'texts');
  const ids: number[] = [];
  const ends = Float64Array.from({ length: count }, () => {
    for (let left = 1 + random.below(LENGTH); left > 0; left--) ids.push(1 + random.below(VOCABULARY - 1));
    return ids.length;
  });
  const types = Uint8Array.from(ids, () => random.below(2));
  const labels = Float32Array.from({ length: count }, () => random.below(3));
  return { count, content: { kind: 'tokens', ids: Int32Array.from(ids), types, ends }, labels };
}

const data: LoadedDataset = {
  train: samples(64, 1),
  validation: samples(230, 2),
  intake: { kind: 'tokens', length: LENGTH, padding: 0, inputs: ['ids', 'types'] },
  told: { kind: 'class', names: ['a', 'b', 'c'], outputs: 3 },
};
const superNetwork = createSuperNetwork(spaces[0]!, { moments: 2 }, 3);
const { state, networkAt } = superNetwork;
const whole = largest(spaces[0]!);

describe('texts padded to the longest of their batch', () => {
  test('give the gradients that they give padded to the whole length', async () => {
    const finetune = searches[0]!.finetune!;
    const batches = trainingBatches(data, { ...finetune, seed: 1, share: 0, shares: 1, place: '' });
    const networksAt = sampler(superNetwork, finetune, { seed: 1, shares: 1, threads: 1, told: 'class' });
    const lengths = new Set<number | undefined>();
    for (let index = 0; index < batches.stepsPerEpoch; index++) {
      const batch = await batches.at(index);
      lengths.add(batch.length);
      const gradients: number[][] = [];
      const losses: unknown[] = [];
      for (const one of [batch, { inputs: batch.inputs, targets: batch.targets } satisfies Batch]) {
        const networks = networksAt(index, { taught: 0, closed: new Set() });
        losses.push(await accumulateGradients({ state, seed: 1, share: 0 }, networks, one, index, true));
        gradients.push([...state.gradients]);
      }
      expectClose(gradients[0]!, gradients[1]!, 1e-5);
      expectClose(Object.values(losses[0] as object), Object.values(losses[1] as object), 1e-5);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });

  test('are measured as they are padded to the whole length, each in its place', async () => {
    const { validation, intake } = data;
    const evaluator = createEvaluator({ state, data, threads: 1, networkAt });
    const [from, to] = [5, 225];
    const answers = await evaluator.answers(whole, validation, from, to);

    const which = Array.from({ length: to - from }, (_, index) => from + index);
    const options = { batch: which.length, threads: 1, arena: false };
    const graph = await compileEvaluationGraph(networkAt(whole), state, options);
    const inputs = await inputsOf(validation, intake, which, which.length);
    const feeds = { ...weightFeeds(state, graph.weights, 'weights'), ...dataFeeds(graph.inputs, inputs) };
    const { logits } = await graph.session.run(feeds);
    expect(answers.inputs).toEqual(inputs);
    expectClose([...answers.outputs], [...(logits!.data as Float32Array)], 1e-5);
    expect(answers.labels).toEqual(validation.labels.slice(from, to));

    const measured = await evaluator.measure(whole, validation);
    const all = await evaluator.answers(whole, validation, 0, 1000);
    const correct = Array.from(all.labels, (label, sample) => {
      const own = [...all.outputs.subarray(3 * sample, 3 * sample + 3)];
      return Number(own.indexOf(Math.max(...own)) === label);
    });
    expect(measured.correct).toBe(correct.reduce((sum, one) => sum + one, 0));
  });
});

import { InferenceSession } from 'onnxruntime-node';
import { extents, type Genome, type Network } from '../../../language/index.ts';
import { type Measured, measure } from '../../evaluate/metrics.ts';
import { dataFeeds } from '../../train/bound-weights.ts';
import type { Engine } from '../../train/engine.ts';
import { OUTPUT } from './model.ts';

/** What an exported model was found to do on the validation samples, beside the super-network's own sub-network. */
export interface Verification {
  /** Largest difference of an output, as a share of the largest output (or of 1 where that is less). */
  readonly difference: number;
  /** Of the exported model on the validation samples. */
  readonly metrics: Measured;
}

const SAMPLES_AT_ONCE = 500;

/** Runs the model with ONNX Runtime on every validation sample and holds it against the engine's outputs. */
export async function verifyModel(
  model: Uint8Array,
  network: Network,
  genome: Genome,
  engine: Engine,
): Promise<Verification> {
  const session = await InferenceSession.create(model);
  const shapes = network.inputs.map(({ name, value }) => ({ name, extents: extents(network.values[value]!) }));
  const { validation } = engine.summary.samples;
  let [furthest, largest] = [0, 1];
  const answered: Float32Array[] = [];
  const labelled: Float32Array[] = [];
  for (let from = 0; from < validation; from += SAMPLES_AT_ONCE) {
    const { inputs, outputs, labels } = await engine.answers(genome, 'validation', from, from + SAMPLES_AT_ONCE);
    const batch = shapes.map(({ name, extents }) => ({ name, shape: [labels.length, ...extents] }));
    const found = await session.run(dataFeeds(batch, inputs));
    const logits = found[OUTPUT]!.data as Float32Array;
    logits.forEach((value, index) => {
      // A difference that is not a number is not small.
      const away = Math.abs(value - outputs[index]!);
      if (!(away <= furthest)) furthest = away;
      largest = Math.max(largest, Math.abs(outputs[index]!));
    });
    answered.push(logits);
    labelled.push(labels);
  }
  await session.release();
  const metrics = measure(joined(answered), joined(labelled), engine.summary.told);
  return { difference: furthest / largest, metrics };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

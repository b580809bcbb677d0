import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Configuration, networkAt, storedTensors } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import type { EngineSummary } from '../../train/protocol.ts';
import { type HeldRun, readLedger, readRun } from '../asked.ts';
import { writeWhole } from '../files.ts';
import { restoreNewest } from '../finetune.ts';
import { frontOfRun } from '../front/of-run.ts';
import type { HeldEvaluation } from '../ledger.ts';
import { engineFor } from '../run.ts';
import { onnxModel } from './model.ts';
import { genomeNamed } from './named.ts';
import { pickEvaluation } from './pick.ts';
import { type Verification, verifyModel } from './verify.ts';

export interface Export {
  /** Absolute path of the ONNX file. */
  readonly file: string;
  readonly id: number;
  readonly config: Configuration;
  readonly metrics: Readonly<Record<string, number>>;
  /** Size of the file in bytes. */
  readonly bytes: number;
  readonly verified: Verification;
}

/** Rounding of float32 over a network's depth, where another order of operations gave it. */
const TOLERANCE = 1e-5;

/**
 * Writes one sub-network of a run as a plain ONNX model, after its outputs were held against the super-network's own
 * on every validation sample. Throws a LitheError where the run has no such sub-network or no final weights.
 */
export async function exportSubnetwork(run: string, pick: string, output: string): Promise<Export> {
  const held = readRun(run);
  const { folder, asked, source } = held;
  const file = resolve(output);
  if (!existsSync(dirname(file)))
    throw new LitheError(`${dirname(file)}: no such folder: make it, or give another -o.`);
  const ledger = readLedger(held);
  const engine = await engineFor(asked, source);
  if (!engine) throw new LitheError(`${folder.path}: this search names no data, so its sub-networks have no weights.`);
  try {
    const { steps, epochs } = engine.summary;
    const evaluation = pickEvaluation(pick, frontOfRun(ledger, asked), ledger, epochs, (name) =>
      genomeNamed(name, held),
    );
    const warnings: string[] = [];
    const step = await restoreNewest(engine, held, ledger, (message) => warnings.push(message));
    const best = ledger.bests.get(ledger.settledOn ?? 0);
    const isOver = asked.search.finetune?.patience === undefined ? step === steps : best !== undefined;
    if (best !== undefined) await engine.restore(join(folder.path, best));
    if (!isOver) {
      throw new LitheError(
        `${warnings[0] ?? `${folder.path}: fine-tuning is at step ${step} of ${steps}.`} Go on with 'lithe resume ${folder.path}' and export then.`,
      );
    }
    const { genome } = evaluation;
    const network = networkAt(asked.space, genome);
    const weights = await engine.exportWeights(genome);
    const model = onnxModel(network, weights, storedTensors(asked.space), metadataOf(held, evaluation, engine.summary));
    const verified = await verifyModel(model, network, genome, engine);
    if (!(verified.difference <= TOLERANCE)) {
      throw new Error(
        `the exported model differs from the super-network by ${verified.difference} of its largest output`,
      );
    }
    writeWhole(file, model);
    const { id, config, metrics } = evaluation;
    return { file, id, config, metrics, bytes: model.length, verified };
  } finally {
    await engine.dispose();
  }
}

/** What whoever finds the file alone needs to use it. */
function metadataOf(
  { record }: HeldRun,
  { id, config, metrics }: HeldEvaluation,
  { intake, told }: EngineSummary,
): Record<string, string> {
  return {
    producer: `lithe ${record.versions.lithe}`,
    supernet: record.space.name,
    search: record.search,
    evaluation: String(id),
    configuration: JSON.stringify(config),
    metrics: JSON.stringify(metrics),
    ...(told.kind === 'class' && { classes: JSON.stringify(told.names) }),
    // What the input is made of: (byte / 255 - mean) / deviation, or ids of so many tokens with their padding.
    ...(intake.kind === 'image'
      ? { normalisation: JSON.stringify({ scale: 1 / 255, ...intake.normalization }) }
      : { tokens: JSON.stringify({ length: intake.length, padding: intake.padding }) }),
  };
}

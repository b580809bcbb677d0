import { Worker } from 'node:worker_threads';
import type { Genome } from '../../language/index.ts';
import { loadDecoder } from '../data/images/decode.ts';
import { LitheError } from '../errors.ts';
import type { Measured } from '../evaluate/metrics.ts';
import type {
  Answers,
  EngineCalls,
  EngineJob,
  EngineReply,
  EngineSummary,
  SettledTensors,
  Split,
  StepReport,
} from './protocol.ts';
import type { StepLosses } from './step.ts';
import { workerFile } from './worker-file.ts';

/**
 * A super-network in training, in a worker thread of its own: running a graph blocks the event loop.
 * Calls are served one after the other, in the order made. Every promise may be rejected with a LitheError.
 */
export interface Engine {
  readonly summary: EngineSummary;
  /** Trains until `until` steps are done (nothing where they are), reporting every `every` steps and at the end. */
  train(until: number, every: number, report?: (report: StepReport) => void): Promise<void>;
  /** See shares.ts: only for an engine that computes a share of another's steps. */
  accumulate(step: number, weights: Float32Array, gradients: Float32Array): Promise<StepLosses>;
  /** Metrics of each sub-network, in order; `measured` is called for each as it is known. */
  evaluate(
    genomes: readonly Genome[],
    split: Split,
    measured?: (measured: Measured, index: number) => void,
  ): Promise<readonly Measured[]>;
  /** What goes into a sub-network and comes out of it for the split's samples `from` up to `to` (fewer where they end). */
  answers(genome: Genome, split: Split, from: number, to: number): Promise<Answers>;
  /** Writes `step-00000123.safetensors` into the folder (beside, flushed, renamed), keeps the newest two, gives the file's path. */
  checkpoint(folder: string): Promise<string>;
  /** Goes on from a checkpoint; gives the step. Refuses a damaged file and one of another space. */
  restore(file: string): Promise<number>;
  /** The tensors of a sub-network as `evaluate` uses them, recalibrated statistics included. */
  exportWeights(genome: Genome): Promise<SettledTensors>;
  dispose(): Promise<void>;
}

/** Starts the worker, compiles the texts, reads the data and initialises the weights. */
export async function createEngine(job: EngineJob): Promise<Engine> {
  if (job.pictures) await loadDecoder();
  const worker = new Worker(workerFile());
  const waiting = new Map<number, Waiting>();
  let last = 0;

  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (reply: EngineReply) => {
    const call = waiting.get(reply.id);
    if (!call) return;
    if (reply.kind === 'progress') return call.progress?.(reply.value);
    waiting.delete(reply.id);
    if (reply.kind === 'done') return call.resolve(reply.value);
    call.reject(failure(reply));
  });
  worker.on('error', failAll);
  worker.on('exit', (code) => failAll(new Error(`The training worker ended with code ${code}.`)));

  function ask<Name extends keyof EngineCalls>(
    call: Name,
    values: Parameters<EngineCalls[Name]>,
    progress?: (value: StepReport | Measured) => void,
  ): Promise<ReturnType<EngineCalls[Name]>> {
    return new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject, progress });
      worker.postMessage({ call, id: last, values });
    });
  }

  const summary = await ask('create', [job]).catch(async (error) => {
    await worker.terminate();
    throw error;
  });
  return {
    summary,
    train: (until, every, report) => ask('train', [until, every], (value) => report?.(value as StepReport)),
    accumulate: (step, weights, gradients) => ask('accumulate', [step, weights, gradients]),
    evaluate: (genomes, split, measured) => {
      let index = 0;
      return ask('evaluate', [genomes, split], (value) => measured?.(value as Measured, index++));
    },
    answers: (genome, split, from, to) => ask('answers', [genome, split, from, to]),
    checkpoint: (folder) => ask('checkpoint', [folder]),
    restore: (file) => ask('restore', [file]),
    exportWeights: (genome) => ask('exportWeights', [genome]),
    dispose: async () => {
      await worker.terminate();
    },
  };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress: ((value: StepReport | Measured) => void) | undefined;
}

function failure(reply: EngineReply & { kind: 'failed' }): Error {
  if (reply.expected) return new LitheError(reply.message);
  const error = new Error(reply.message);
  if (reply.stack !== undefined) error.stack = reply.stack;
  return error;
}

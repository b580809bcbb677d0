import type { Genome } from '../../language/index.ts';
import type { SampleCounts } from '../data/counts.ts';
import type { InputData } from '../data/inputs.ts';
import type { ImageIntake, LoadedDataset, TokenIntake, Told } from '../data/samples.ts';
import type { Measured } from '../evaluate/metrics.ts';
import type { Device } from '../session/session.ts';
import type { SourceTexts } from '../source.ts';
import type { MemoryNeed } from './memory.ts';
import type { StepLosses } from './step.ts';

/** What an engine is made for. The worker compiles the texts itself: a Space holds functions and cannot be cloned. */
export interface EngineJob {
  /** The dataset's paths are relative to the folder of `source.file`. */
  readonly source: SourceTexts;
  /** Name of the `search` to train for. */
  readonly search: string;
  /** In place of the search's own. */
  readonly seed?: number;
  readonly epochs?: number;
  /** Threads of a step; by default all cores. */
  readonly threads?: number;
  /** What computes; by default the processor. */
  readonly device?: Device;
  /** File or folder of weights to start from; absent: random ones, or those of a checkpoint that is restored. */
  readonly weights?: string;
  /** File or folder of the teacher's weights, where `distill` has one that is still to teach. */
  readonly teacher?: string;
  /** For a worker that computes one share of each batch for another: see shares.ts. */
  readonly share?: number;
  /** True where the dataset is of pictures, so that the first thread loads what decodes them. */
  readonly pictures?: boolean;
  /** The data, where another worker has read it. */
  readonly data?: LoadedDataset;
}

/** What an engine found and will do. */
export interface EngineSummary {
  /** Of the stored tensors (paths, shapes): a checkpoint with another one is refused. */
  readonly fingerprint: string;
  /** Trained numbers of the super-network. */
  readonly parameters: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** `epochs * stepsPerEpoch`. */
  readonly steps: number;
  readonly samples: SampleCounts;
  readonly told: Told;
  /** What training takes; absent where nothing is trained. */
  readonly memory?: MemoryNeed;
  /** How a sample becomes what the network takes, for whoever uses an exported one. */
  readonly intake: Omit<ImageIntake, 'levels'> | TokenIntake;
}

/** Means over the steps since the last report. */
export interface StepReport {
  /** Steps done. */
  readonly step: number;
  /** Whole epochs done, with the part of the present one: 2.5. */
  readonly epoch: number;
  /** Of the largest network on the labels: the cross-entropy, or for numbers the mean squared error. */
  readonly loss: number;
  /** Mean loss of the other networks, distillation included; equal to `loss` where there are no others. */
  readonly sampledLoss: number;
  /** Learning rate of the last step. */
  readonly rate: number;
}

export type Split = 'validation' | 'test';

/** What goes into a sub-network and comes out of it, sample after sample, as it is evaluated. */
export interface Answers {
  /** As the network takes them, images normalised, in the order of its inputs: [samples, ...extents] of each. */
  readonly inputs: readonly InputData[];
  /** float32 [samples, outputs]. */
  readonly outputs: Float32Array;
  /** [samples]: the class, or the number. */
  readonly labels: Float32Array;
}

/** One settled tensor of a sub-network. */
export interface SettledTensor {
  /** Extents in the language's layout (StoredTensor's), cut to the sub-network's. */
  readonly shape: readonly number[];
  /** Row-major float32 in the language's layout. */
  readonly data: Float32Array;
}

/** By path of the stored tensor; batch norm statistics are the recalibrated ones of this sub-network. */
export type SettledTensors = Readonly<Record<string, SettledTensor>>;

/** Requests that the worker understands, with what each takes and answers. */
export interface EngineCalls {
  create(job: EngineJob): EngineSummary;
  train(until: number, every: number): void;
  /** A share's gradients of a step, from weights and into gradients that both workers see. */
  accumulate(step: number, weights: Float32Array, gradients: Float32Array): StepLosses;
  evaluate(genomes: readonly Genome[], split: Split): readonly Measured[];
  /** The folder; gives the file. */
  answers(genome: Genome, split: Split, from: number, to: number): Answers;
  checkpoint(folder: string): string;
  /** The file; gives the step. */
  restore(file: string): number;
  exportWeights(genome: Genome): SettledTensors;
}

export type EngineRequest = {
  [Name in keyof EngineCalls]: {
    readonly call: Name;
    readonly id: number;
    readonly values: Parameters<EngineCalls[Name]>;
  };
}[keyof EngineCalls];

export type EngineReply =
  | { readonly id: number; readonly kind: 'progress'; readonly value: StepReport | Measured }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  /** `expected`: a LitheError, to be shown as its message alone. */
  | {
      readonly id: number;
      readonly kind: 'failed';
      readonly message: string;
      readonly expected: boolean;
      readonly stack?: string;
    };

import type { Configuration } from '../../language/index.ts';

/**
 * What a run writes to `journal.jsonl`, one JSON object a line, flushed before it is acted on.
 * The command line's progress, the editor's front and a resumed run all read nothing but these.
 */
export type RunEvent = { readonly time: string } & RunEventBody;

export type RunEventBody =
  | { readonly event: 'started'; readonly process: number }
  | { readonly event: 'resumed'; readonly process: number; readonly step: number }
  | { readonly event: 'phase'; readonly phase: Phase }
  /** Every few steps of fine-tuning. `loss` is the largest network's, `sampledLoss` the mean of the others'. */
  | {
      readonly event: 'step';
      readonly step: number;
      readonly steps: number;
      readonly epoch: number;
      readonly loss: number;
      readonly sampledLoss: number;
      readonly rate: number;
    }
  /** After an epoch: a metric of the validation samples, the first objective that is measured. */
  | {
      readonly event: 'epoch';
      readonly epoch: number;
      readonly epochs: number;
      readonly loss: number;
      readonly metric: string;
      readonly largest: number;
      readonly smallest: number;
    }
  /** With `shrink`: from this step on, counted from 0, sampled networks may take every value of the decisions so called. */
  | { readonly event: 'opened'; readonly step: number; readonly decisions: readonly string[] }
  | { readonly event: 'checkpoint'; readonly step: number; readonly file: string }
  /** With `patience`: the epoch was the best so far, and `file` keeps its weights. */
  | { readonly event: 'best'; readonly epoch: number; readonly file: string }
  /** With `patience`: fine-tuning is over after `epoch` epochs of `epochs`; the final weights are those after `best`. */
  | { readonly event: 'settled'; readonly epoch: number; readonly epochs: number; readonly best: number }
  | Evaluation
  /** After each batch of evaluations of one source on one state of the weights. */
  | {
      readonly event: 'round';
      readonly source: EvaluationSource;
      readonly epoch: number;
      readonly evaluations: number;
      readonly budget: number;
      readonly hypervolume: number;
      /** Ids of the non-dominated evaluations of this source on these weights. */
      readonly front: readonly number[];
    }
  /** Held-out metrics of a sub-network, measured once at the end. */
  | {
      readonly event: 'test';
      readonly id: number;
      readonly metrics: Readonly<Record<string, number>>;
    }
  | { readonly event: 'interrupted' }
  | { readonly event: 'failed'; readonly message: string }
  | {
      readonly event: 'finished';
      readonly hypervolume: number;
      readonly controlHypervolume?: number;
      readonly seconds: number;
    };

export type Phase = 'finetune' | 'search' | 'control' | 'test';
/** `reference`: the largest and the smallest network, evaluated on the last weights whatever the strategy asks. */
export type EvaluationSource = 'search' | 'control' | 'reference';

export interface Evaluation {
  readonly event: 'evaluation';
  /** Unique in the run, from 1. */
  readonly id: number;
  readonly source: EvaluationSource;
  /**
   * Epochs of fine-tuning behind the weights it was measured on; all that were asked for where they are the final
   * ones, whose front is the run's, also where training stopped early.
   */
  readonly epoch: number;
  readonly config: Configuration;
  /** Metrics of the task (see evaluate/metrics.ts) with `count` of validation samples; costs in whole units (macs, params, bytes, activations). */
  readonly metrics: Readonly<Record<string, number>>;
}

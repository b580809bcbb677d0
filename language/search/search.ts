import type { Expression } from '../cost/expression.ts';
import type { Diagnostic, SourceRange } from '../source.ts';
import type { Genome } from '../space/decision.ts';
import type { WeightsSource } from '../weights/weights.ts';

/** A `search` declaration, checked and with every default filled in: what a run is asked to do. */
export interface Search {
  readonly name: string;
  /** Name of the super-network that is searched. */
  readonly space: string;
  /** Name of the dataset; absent where only costs are objectives. */
  readonly data?: string;
  readonly objectives: readonly Objective[];
  readonly requirements: readonly Requirement[];
  /** Absent: the weights are used as they are. */
  readonly finetune?: Finetune;
  readonly explore: Explore;
  /** A control with the same budget, drawn beside the search's front. */
  readonly control?: 'random';
  readonly seed: number;
  /** Why `lithe run` cannot carry it out yet; absent where it can. */
  readonly hindrances?: readonly Diagnostic[];
  readonly source: SourceRange;
}

export interface Objective {
  /** `accuracy`, `macs`, `params`, `size`, `activations`, `bitops`, `latency`. */
  readonly metric: string;
  /** Name of the target on which latency is measured; absent: where the search runs. */
  readonly target?: string;
  readonly goal: 'maximize' | 'minimize';
}

export interface Requirement {
  /** As written: `params <= 80M`. */
  readonly text: string;
  /** Metrics it reads; where all are costs it can be tested before anything is measured. */
  readonly metrics: readonly string[];
  /** As an expression: a leaf below the number of the space's decisions is one of these, others are `metricNames`, and behind them `latency on` each target. */
  readonly condition: Expression;
  /** True where the sub-network fulfils it. Throws where a metric it reads is missing. */
  holds(genome: Genome, metrics: Readonly<Record<string, number>>): boolean;
  readonly source: SourceRange;
}

export interface Finetune {
  readonly epochs: number;
  /** Samples of one pass forward and back. */
  readonly batch: number;
  /** Where it is written; absent where it is not. */
  readonly batchSource?: SourceRange;
  /** Batches whose mean gradient one step takes. */
  readonly accumulate: number;
  readonly optimizer:
    | {
        readonly kind: 'adamw';
        readonly rate: number;
        readonly decay: number;
        readonly beta1: number;
        readonly beta2: number;
        readonly epsilon: number;
      }
    | { readonly kind: 'sgd'; readonly rate: number; readonly decay: number; readonly momentum: number };
  readonly schedule: {
    readonly kind: 'constant' | 'linear' | 'cosine';
    /** Share of all steps, in [0, 1). */
    readonly warmup: number;
  };
  /** Most that the Euclidean norm of all gradients together may be; absent: they are taken as they are. */
  readonly clip?: number;
  /** Share of a label's probability that is spread evenly over all classes, in [0, 1). */
  readonly labelSmoothing: number;
  /** Probability that an element is left out where `regularise` in runtime/lower says. */
  readonly dropout: number;
  /** Probability that a sample passes by the last residual branch; it rises in a line from the first. */
  readonly stochasticDepth: number;
  /** Decay of the moving average of the weights, which is then what is measured and kept; absent: none. */
  readonly ema?: number;
  /** Epochs without a better one after which training stops, and goes back to the best; absent: it never does. */
  readonly patience?: number;
  /** Sub-networks trained in each batch, in order. */
  readonly sample: readonly SampledNetwork[];
  /** Absent: every decision is open from the first step on. */
  readonly shrink?: readonly Opening[];
  /** Sorts channels, hidden units and heads by importance before sub-networks first take a part of them; absent: never. */
  readonly reorder?: 'importance';
  /** Absent: all networks learn from the labels alone. */
  readonly distill?: Distill;
}

/**
 * Soft targets, by InstaTune's loss (Sarah et al. 2023). With `a` for 1 - weight, and `g` for the teacher's share, the
 * largest network L and another one S, which a teacher T and the labels y teach:
 * a [CE(L, y) + CE(S, y)] + (1 - a) [g KL(L, T) + (1 - g) KL(S, L) + g KL(S, T)], each KL times temperature^2.
 * Without a teacher g is 0, and the labels' weight for L is a setting of its own.
 */
export interface Distill {
  /** Of the soft targets; the labels have 1 - weight. */
  readonly weight: number;
  readonly temperature: number;
  /** Weight of the labels in the largest network's own loss. */
  readonly labels: number;
  /** Another model of the largest network's architecture. */
  readonly teacher?: {
    readonly weights: WeightsSource;
    /** Of the soft targets, that of the teacher; the largest network's outputs have 1 - share. */
    readonly share: number;
    /** Share of all steps after which the largest network alone teaches, in (0, 1]. */
    readonly until: number;
  };
}

export type SampledNetwork =
  | { readonly kind: 'largest' }
  | { readonly kind: 'smallest' }
  | { readonly kind: 'random'; readonly count: number };

/**
 * Progressive shrinking (Cai et al. 2020): sampled networks have the decisions of a name, wherever they are, at their largest
 * until a share of all steps is over. In the order in which they open.
 */
export interface Opening {
  /** The decisions' own: `kernel` is every `….kernel`. */
  readonly name: string;
  /** Share of all steps, in (0, 1). */
  readonly from: number;
}

/** How the space is explored; `evaluations` is the budget on the final weights. */
export type Explore =
  | { readonly strategy: 'random'; readonly evaluations: number; readonly perEpoch: number }
  | { readonly strategy: 'nsga2'; readonly evaluations: number; readonly perEpoch: number; readonly population: number }
  | { readonly strategy: 'linas'; readonly evaluations: number; readonly perEpoch: number; readonly population: number }
  | {
      readonly strategy: 'hvi';
      readonly evaluations: number;
      readonly perEpoch: number;
      readonly initial: number;
      readonly batch: number;
    };

export const deviceNames = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;

export type DeviceName = (typeof deviceNames)[number];

/** A `target` declaration: what a sub-network's latency is measured on. */
export interface Target {
  readonly name: string;
  /** What computes: an execution provider of ONNX Runtime. */
  readonly device: DeviceName;
  /** Threads of the cpu; absent: one for each of its cores. */
  readonly threads?: number;
  /** Examples in each inference. */
  readonly batch: number;
  readonly source: SourceRange;
}

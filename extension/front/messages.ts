import type { Configuration, DecisionValue, MetricLimit, Objective } from '../../language/index.ts';
import type { RunEvent } from '../../runtime/run/events.ts';
import type { Latency } from '../../runtime/run/latency.ts';

/** What the extension and the webview of a front say to each other. Data only: no message carries code or markup. */
export type ToWebview =
  /** A run to show, with every event so far; replaces what was shown before. */
  | { readonly kind: 'run'; readonly run: RunDescription; readonly events: readonly RunEvent[] }
  /** Events appended to the journal since the last message. */
  | { readonly kind: 'events'; readonly events: readonly RunEvent[] }
  /** Another run, whose front is drawn beside this one's. */
  | { readonly kind: 'compared'; readonly run: RunDescription; readonly events: readonly RunEvent[] }
  /** Whether the process that writes the journal lives. */
  | { readonly kind: 'alive'; readonly alive: boolean }
  /** How long a sub-network takes; undefined where the person did not want it measured after all. */
  | { readonly kind: 'latency'; readonly id: number; readonly answer: LatencyAnswer | undefined };

/** Seconds that one sample takes on this machine, or why that was not found out. */
export type LatencyAnswer =
  | Pick<Latency, 'median' | 'quartiles' | 'threads' | 'device' | 'runs'>
  | { readonly problem: string };

export type FromWebview =
  | { readonly kind: 'ready' }
  | { readonly kind: 'run' | 'resume' | 'pause' | 'conclude' | 'source' | 'log' }
  /** Another run, of the folder named or as the person picks. */
  | { readonly kind: 'compare'; readonly folder?: string }
  | { readonly kind: 'export' | 'latency'; readonly id: number }
  | { readonly kind: 'copy'; readonly text: string }
  /** A sub-network's configuration, to be written into the file of the run under its id. */
  | { readonly kind: 'insert'; readonly id: number; readonly configuration: Configuration }
  /** A sub-network's configuration, to be opened as a document. */
  | { readonly kind: 'configuration'; readonly text: string };

/** What is known of a run besides its journal. */
export interface RunDescription {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** Name of the `search` declaration. */
  readonly search: string;
  /** When the run was started, in ISO 8601. */
  readonly created: string;
  /** Name of the super-network. */
  readonly space: string;
  /** The .lithe file, absolute, and the line of the search in it, from 1. */
  readonly file: string;
  readonly line: number;
  readonly seed: number;
  /** As the run names it: `cpu, 2 threads`. */
  readonly device: string;
  readonly objectives: readonly Objective[];
  /** What `require` lines say of single metrics. */
  readonly limits: readonly MetricLimit[];
  /** Epochs of fine-tuning asked for; 0 where the weights are used as they are. */
  readonly epochs: number;
  /** Sub-networks to evaluate on the final weights, and after each epoch but the last. */
  readonly evaluations: number;
  readonly perEpoch: number;
  readonly control: boolean;
  readonly decisions: readonly DecisionDescription[];
}

export interface DecisionDescription {
  /** `layer[3].heads`. */
  readonly path: string;
  /** In the order written. */
  readonly values: readonly DecisionValue[];
}

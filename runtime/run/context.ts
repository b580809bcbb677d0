import type { Search, Space } from '../../language/index.ts';
import type { SampleCounts } from '../data/counts.ts';
import type { HypervolumeBox } from '../search/archive/hypervolume-box.ts';
import type { Problem } from '../search/problem.ts';
import type { Engine } from '../train/engine.ts';
import type { RunEvent } from './events.ts';
import type { RunFolder } from './folder.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';

/** All that the parts of a run share. */
export interface RunContext {
  readonly folder: RunFolder;
  readonly space: Space;
  readonly search: Search;
  readonly problem: Problem;
  readonly box: HypervolumeBox;
  readonly seed: number;
  readonly journal: Journal;
  readonly ledger: Ledger;
  /** Absent where only costs are objectives. */
  readonly engine?: Engine;
  readonly watcher: RunWatcher;
  /** Asks the run to stop where it can be resumed. */
  readonly signal: AbortSignal;
  /** Nothing more is explored: what was found so far is the run's front. */
  readonly concludes: boolean;
}

/** Who follows a run from inside the process: the progress bar. */
export interface RunWatcher {
  /** What the run will do in all, and what of it an earlier process has done. */
  planned(plan: RunPlan, held: readonly RunEvent[]): void;
  happened(event: RunEvent): void;
  /** What is worth knowing and needs nothing to be done. */
  told(message: string): void;
  warned(message: string): void;
}

export interface RunPlan {
  readonly folder: string;
  readonly steps: number;
  readonly epochs: number;
  /** Of the search between epochs and at the end, of its control, and of the two ends. */
  readonly evaluations: number;
  /** What there is to learn from; absent where the search names no data. */
  readonly samples?: SampleCounts;
}

/** The run was asked to stop, and did so where it can be resumed. */
export class Interrupted extends Error {}

export function stopWhereAsked({ signal }: RunContext): void {
  if (signal.aborted) throw new Interrupted('interrupted');
}

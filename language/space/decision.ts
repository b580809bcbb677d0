import type { SourceRange } from '../source.ts';

/** A decision's value: a number of an elastic dimension, or the name of a choice. */
export type DecisionValue = number | string;

/** One open decision of a space: a gene of its genome. */
export interface Decision {
  /** `layer[3].heads`, `stage1.unit[0].kernel`, `depth`. Unique in the space. */
  readonly path: string;
  /** The decision's own name: `heads`. */
  readonly name: string;
  /** In the order written; at least one. */
  readonly values: readonly DecisionValue[];
  /** Index into `values` that a configuration without this path takes. */
  readonly default: number;
  /** Index of the largest and the smallest number; the first name for both where the values are names. */
  readonly largest: number;
  readonly smallest: number;
  /** Where it is declared, for editors and messages. */
  readonly source: SourceRange;
}

/**
 * A point of a space: for every decision, in the space's order, the index of its value.
 * Canonical where every inactive decision is 0: two canonical genomes are equal exactly where the sub-networks are.
 */
export type Genome = readonly number[];

/** A configuration as files hold it: path to value. Paths left out take their default. */
export type Configuration = Readonly<Record<string, DecisionValue>>;

import type { SourceRange } from '../source.ts';
import type { Decision, DecisionValue, Genome } from '../space/decision.ts';

/** A `configuration` declaration without errors: one sub-network with a name. */
export interface NamedConfiguration {
  readonly name: string;
  /** Name of its super-network. */
  readonly space: string;
  /** Canonical. */
  readonly genome: Genome;
  readonly source: SourceRange;
}

/** A decision's value as a file of the language has it: shares of pruned weights in percent. */
export function writtenValue({ name }: Pick<Decision, 'name'>, value: DecisionValue): string {
  if (name !== 'sparsity' || typeof value === 'string') return `${value}`;
  // As many digits as were written: 0.07 * 100 is not 7.
  return `${Number((value * 100).toPrecision(12))}%`;
}

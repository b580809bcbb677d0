import type { Convention } from '../operators/operator.ts';
import type { Genome } from '../space/decision.ts';
import { canonical } from '../space/genome.ts';
import type { OperatorStep, Space } from '../space/space.ts';
import { dropDominated } from './dominance.ts';
import { eliminate, type Semiring } from './eliminate.ts';
import type { Expression } from './expression.ts';
import { barrier, type Factor, tabulate, tabulatedAtMost } from './factor.ts';
import { settingsOf } from './settings.ts';
import { type CostMetric, type CostTerm, costTerms, countedAs, followsConvention } from './terms.ts';

/** A value of a metric and a canonical genome that reaches it. */
interface Extreme {
  readonly value: number;
  readonly genome: Genome;
}

export interface CostRange {
  readonly smallest: Extreme;
  readonly largest: Extreme;
}

/** Why there is no exact range. */
export interface CostProblem {
  readonly code: 'too-entangled';
  /** Path of the operator whose cost ties most of the decisions together. */
  readonly path: string;
  /** Paths of the decisions that would have to be tabulated together. */
  readonly decisions: readonly string[];
  /** What, why and what would help, in one line. */
  readonly message: string;
}

/** The exact smallest and largest cost over the whole space, by itself: each may be reached in a different sub-network. */
export function costRange(
  space: Space,
  metric: CostMetric,
  convention: Convention = 'matmul',
): CostRange | { readonly problem: CostProblem } {
  const { counted, factor } = countedAs(space, metric);
  const key = `cost range: ${followsConvention(counted) ? convention : ''} ${counted}`;
  const counts = space.pool.remember(key, () =>
    rangeOfTerms(space, counted, costTerms(space, counted, convention), []),
  );
  return 'problem' in counts ? counts : scaled(counts, factor);
}

/**
 * The exact range of what some operators of the space cost together, over the sub-networks that have at least one of
 * them: the figure beside a statement. Undefined where no sub-network has any.
 */
export function statementCost(
  space: Space,
  steps: readonly OperatorStep[],
  metric: CostMetric = 'macs',
  convention: Convention = 'matmul',
): CostRange | { readonly problem: CostProblem } | undefined {
  const { counted, factor } = countedAs(space, metric);
  const present = space.pool.apply('or', ...steps.map((step) => step.active), space.pool.constant(false));
  if (present.kind === 'constant' && present.value !== true) return undefined;
  const range = rangeOfTerms(space, counted, costTerms(space, counted, convention, steps), conjuncts(present));
  if ('problem' in range) return range;
  return Number.isFinite(range.smallest.value) ? scaled(range, factor) : undefined;
}

function scaled({ smallest, largest }: CostRange, factor: number): CostRange {
  return {
    smallest: { ...smallest, value: smallest.value * factor },
    largest: { ...largest, value: largest.value * factor },
  };
}

function conjuncts(condition: Expression): readonly Expression[] {
  if (condition.kind === 'constant') return [];
  return condition.kind === 'apply' && condition.operation === 'and' ? condition.operands : [condition];
}

function rangeOfTerms(
  space: Space,
  metric: string,
  terms: readonly CostTerm[],
  conditions: readonly Expression[],
): CostRange | { readonly problem: CostProblem } {
  const domainOf = (index: number) => space.decisions[index]!.values;
  const { factors, untabulated } = tabulate(space, terms);
  const wide =
    untabulated[0]?.value ?? conditions.find((condition) => settingsOf(condition, domainOf) > tabulatedAtMost);
  if (wide !== undefined) return { problem: entangled(space, metric, terms, [...wide.reads]) };
  const barriers = conditions.map((condition) => barrier(space, condition));
  const low = minimum(space, [...factors, ...barriers], (index) => space.decisions[index]!.smallest);
  if ('tooLarge' in low) return { problem: entangled(space, metric, terms, low.tooLarge) };
  const negated = factors.map(({ variables, table }) => ({ variables, table: table.map((value) => -value) }));
  const high = minimum(space, [...negated, ...barriers], (index) => space.decisions[index]!.largest);
  if ('tooLarge' in high) return { problem: entangled(space, metric, terms, high.tooLarge) };
  // 0 - x: the negation of no cost at all is 0, not -0.
  return { smallest: low, largest: { ...high, value: 0 - high.value } };
}

const smallestSum: Semiring<number> = {
  one: 0,
  times: (a, b) => a + b,
  plus: Math.min,
  better: (candidate, chosen) => candidate < chosen,
};

/** The smallest sum of the factors; decisions that no factor reads take `otherwise`. */
function minimum(
  space: Space,
  factors: readonly Factor<number>[],
  otherwise: (index: number) => number,
): Extreme | { readonly tooLarge: readonly number[] } {
  const reduced = dropDominated(factors, (index) => space.decisions[index]!.values.length);
  const result = eliminate(reduced.factors, (index) => reduced.kept.get(index)!.length, smallestSum);
  if ('tooLarge' in result) return result;
  const genome = space.decisions.map((_, index) => {
    const kept = reduced.kept.get(index);
    return kept === undefined ? otherwise(index) : kept[result.chosen.get(index) ?? 0]!;
  });
  return { value: result.value, genome: canonical(space, genome) };
}

function entangled(space: Space, metric: string, terms: readonly CostTerm[], together: readonly number[]): CostProblem {
  const read = (term: CostTerm) => together.filter((index) => term.value.reads.has(index)).length;
  const { path } = terms.reduce((most, term) => (read(term) > read(most) ? term : most));
  const decisions = together.map((index) => space.decisions[index]!.path);
  const settings = together.reduce((product, index) => product * space.decisions[index]!.values.length, 1);
  const named = decisions.slice(0, 4).join(', ') + (decisions.length > 4 ? ` and ${decisions.length - 4} more` : '');
  const message =
    `the exact range of ${metric} would need a table of ${settings.toExponential(1)} entries: \`${path}\` ties ` +
    `${decisions.length} decisions together (${named}); share some of them in an outer scope, or give them fewer values`;
  return { code: 'too-entangled', path, decisions, message };
}

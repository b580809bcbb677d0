import type { Convention } from '../operators/operator.ts';
import type { Genome } from '../space/decision.ts';
import { canonical } from '../space/genome.ts';
import type { OperatorStep, Space } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
import type { Expression } from './expression.ts';
import { barrier, type Factor, type TabulatedCost, tabulate, tabulatedAtMost } from './factor.ts';
import { KnownGroups } from './groups.ts';
import { type CostMetric, countedAs, followsConvention } from './metric.ts';
import { type Minimum, minimum } from './minimum.ts';
import { settingsOf } from './settings.ts';
import { type CostTerm, costTerms } from './terms.ts';
import { wholeCost } from './whole-cost.ts';

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
  const counts = space.memo.remember(key, () =>
    rangeOfCost(space, counted, wholeCost(space, counted, convention), () => costTerms(space, counted, convention)),
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
  const key = `statement cost: ${followsConvention(counted) ? convention : ''} ${counted}`;
  const known = space.pool.remember(key, () => new WeakMap<readonly OperatorStep[], Ends | 'absent'>());
  const find = () => presentCost(space, steps, counted, convention);
  const before = known.get(steps);
  if (before === 'absent') return undefined;
  if (before !== undefined) {
    // Where it is reached is asked less often, and by the decisions that there are by then.
    const genome = (end: 'smallest' | 'largest') => () => (find() as CostRange)[end].genome;
    const [low, high] = [before.low * factor, before.high * factor];
    return {
      smallest: new ReachedExtreme(low, genome('smallest')),
      largest: new ReachedExtreme(high, genome('largest')),
    };
  }
  const range = find();
  if (range !== undefined && 'problem' in range) return range;
  known.set(steps, range === undefined ? 'absent' : { low: range.smallest.value, high: range.largest.value });
  return range && scaled(range, factor);
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** At most what some operators cost together: found without looking at how their decisions go together. */
export function costAtMost(space: Space, steps: readonly OperatorStep[], metric: CostMetric = 'macs'): number {
  const { counted, factor } = countedAs(space, metric);
  const known = space.pool.remember(`at most: ${counted}`, () => new WeakMap<readonly OperatorStep[], number>());
  const sum = known.get(steps) ?? sumAtMost(space, steps, counted);
  known.set(steps, sum);
  return sum * factor;
}

function sumAtMost(space: Space, steps: readonly OperatorStep[], counted: CostMetric): number {
  let sum = 0;
  for (const { value } of costTerms(space, counted, 'matmul', steps)) {
    if (value.table === undefined) return Number.POSITIVE_INFINITY;
    let most = 0;
    for (const cell of value.table) if (Number(cell) > most) most = Number(cell);
    sum += most;
  }
  return sum;
}

function presentCost(space: Space, steps: readonly OperatorStep[], counted: CostMetric, convention: Convention) {
  const present = space.pool.apply('or', ...new Set(steps.map((step) => step.active)), space.pool.constant(false));
  if (present.kind === 'constant' && present.value !== true) return undefined;
  const terms = costTerms(space, counted, convention, steps);
  // What costs nothing does so wherever it is.
  const conditions = terms.length === 0 ? [] : conjuncts(present);
  const range = rangeOfCost(space, counted, tabulate(space, terms), () => terms, conditions);
  return 'problem' in range || Number.isFinite(range.smallest.value) ? range : undefined;
}

interface ReachedRange extends CostRange {
  readonly smallest: ReachedExtreme;
  readonly largest: ReachedExtreme;
}

function scaled({ smallest, largest }: ReachedRange, factor: number): CostRange {
  return { smallest: smallest.times(factor), largest: largest.times(factor) };
}

function conjuncts(condition: Expression): readonly Expression[] {
  if (condition.kind === 'constant') return [];
  return condition.kind === 'apply' && condition.operation === 'and' ? condition.operands : [condition];
}

function rangeOfCost(
  space: Space,
  metric: string,
  { factors, untabulated, entries }: TabulatedCost,
  terms: () => readonly CostTerm[],
  conditions: readonly Expression[] = [],
): ReachedRange | { readonly problem: CostProblem } {
  const domainOf = (variable: number) => decisionOf(space, variable).values;
  const wide =
    untabulated[0]?.value ?? conditions.find((condition) => settingsOf(condition, domainOf) > tabulatedAtMost);
  if (wide !== undefined) return { problem: entangled(space, metric, terms(), [...wide.reads], entries) };
  const barriers = conditions.map((condition) => barrier(space, condition));
  const sizeOf = (variable: number) => domainOf(variable).length;
  const { minima, negated } = space.pool.remember('extremes', () => ({
    minima: new KnownGroups<number, Minimum>(),
    negated: new Negations(),
  }));
  const low = minimum([...factors, ...barriers], sizeOf, minima);
  if ('tooLarge' in low) return { problem: entangled(space, metric, terms(), low.tooLarge) };
  const high = minimum([...factors.map((factor) => negated.of(factor)), ...barriers], sizeOf, minima);
  if ('tooLarge' in high) return { problem: entangled(space, metric, terms(), high.tooLarge) };
  return {
    smallest: new ReachedExtreme(low.value, () => genomeOf(space, low.chosen, 'smallest')),
    // 0 - x: the negation of no cost at all is 0, not -0.
    largest: new ReachedExtreme(0 - high.value, () => genomeOf(space, high.chosen, 'largest')),
  };
}

/** Factors with the sign of every value turned around, one for each. */
class Negations {
  readonly #known = new WeakMap<Factor<number>, Factor<number>>();

  of(factor: Factor<number>): Factor<number> {
    const known = this.#known.get(factor) ?? { ...factor, table: factor.table.map((value) => -value) };
    this.#known.set(factor, known);
    return known;
  }
}

/** Decisions that no term reads take their own smallest or largest value. */
function genomeOf(space: Space, chosen: ReadonlyMap<number, number>, end: 'smallest' | 'largest'): Genome {
  return canonical(
    space,
    space.decisions.map((decision) => chosen.get(decision.variable) ?? decision[end]),
  );
}

/** Works its genome out only where somebody asks: hints show values alone, and there are hundreds of them. */
class ReachedExtreme implements Extreme {
  readonly value: number;
  readonly #genome: () => Genome;

  constructor(value: number, genome: () => Genome) {
    this.value = value;
    this.#genome = genome;
  }

  get genome(): Genome {
    return this.#genome();
  }

  times(factor: number): ReachedExtreme {
    return new ReachedExtreme(this.value * factor, this.#genome);
  }
}

function entangled(
  space: Space,
  metric: string,
  terms: readonly CostTerm[],
  together: readonly number[],
  entries = 0,
): CostProblem {
  const read = (term: CostTerm) => together.filter((variable) => term.value.reads.has(variable)).length;
  const { path } = terms.reduce((most, term) => (read(term) > read(most) ? term : most));
  const decisions = together.map((variable) => decisionOf(space, variable).path);
  const settings = together.reduce((product, variable) => product * decisionOf(space, variable).values.length, 1);
  const named = decisions.slice(0, 4).join(', ') + (decisions.length > 4 ? ` and ${decisions.length - 4} more` : '');
  const message =
    `the exact range of ${metric} would need tables of ${Math.max(settings, entries).toExponential(1)} entries: \`${path}\` ties ` +
    `${decisions.length} decisions together (${named}); share some of them in an outer scope, or give them fewer values`;
  return { code: 'too-entangled', path, decisions, message };
}

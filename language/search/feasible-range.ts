import type { CostRange } from '../cost/cost-range.ts';
import type { Expression } from '../cost/expression.ts';
import { barrier, type Factor, tabulate, tabulatedAtMost } from '../cost/factor.ts';
import { type Limit, limitedMinimum } from '../cost/limited-minimum.ts';
import type { CostMetric } from '../cost/metric.ts';
import { settingsOf } from '../cost/settings.ts';
import { wholeCost } from '../cost/whole-cost.ts';
import type { Convention } from '../operators/operator.ts';
import { canonical } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { decisionOf, firstFree } from '../space/variables.ts';
import { linearForm } from './linear-form.ts';
import { costMetricOf, metricNames } from './metrics.ts';
import type { Requirement } from './search.ts';

/**
 * The exact smallest and largest cost among the sub-networks that meet what a search requires of costs and decisions;
 * what it requires of measured metrics is left out. 'none' where no sub-network meets all of it. Requirements are
 * bounds on sums of costs and conditions on decisions, joined by `and`; of another form, or with more trade-offs than
 * can be kept, there is no exact range, and `problem` says so in one line.
 */
export function feasibleRange(
  space: Space,
  requirements: readonly Requirement[],
  metric: CostMetric,
  convention: Convention = 'matmul',
): CostRange | 'none' | { readonly problem: string } {
  const bounds = boundsOf(space, requirements, convention);
  if ('problem' in bounds) return bounds;
  const { factors, untabulated } = wholeCost(space, metric, convention);
  const large = { problem: `the exact range of ${metric} under what is required takes too many trade-offs` };
  if (untabulated.length > 0) return large;
  const sizeOf = (variable: number) => decisionOf(space, variable).values.length;
  const negated = factors.map(({ variables, table }) => ({ variables, table: table.map((value) => -value) }));
  const low = limitedMinimum([...factors, ...bounds.barriers], bounds.limits, sizeOf);
  if (low === 'none') return 'none';
  if (low === 'too many') return large;
  const high = limitedMinimum([...negated, ...bounds.barriers], bounds.limits, sizeOf);
  if (high === 'none') return 'none';
  if (high === 'too many') return large;
  const genomeOf = (chosen: ReadonlyMap<number, number>, end: 'smallest' | 'largest') =>
    canonical(
      space,
      space.decisions.map(
        (decision) => chosen.get(decision.variable) ?? (bounds.reads.has(decision.variable) ? 0 : decision[end]),
      ),
    );
  return {
    smallest: { value: low.value, genome: genomeOf(low.chosen, 'smallest') },
    largest: { value: 0 - high.value, genome: genomeOf(high.chosen, 'largest') },
  };
}

/** Whether no sub-network meets what a search requires of costs and decisions; false where that cannot be said. */
export function excludesAll(space: Space, requirements: readonly Requirement[]): boolean {
  const bounds = boundsOf(space, requirements, 'matmul');
  if ('problem' in bounds) return false;
  const sizeOf = (variable: number) => decisionOf(space, variable).values.length;
  return limitedMinimum(bounds.barriers, bounds.limits, sizeOf) === 'none';
}

function boundsOf(
  space: Space,
  requirements: readonly Requirement[],
  convention: Convention,
): Bounds | { readonly problem: string } {
  const bounds = new Bounds(space, convention);
  for (const { text, condition } of requirements) {
    if (!conjuncts(condition).every((part) => bounds.add(part))) {
      return { problem: `\`${text}\` is neither a bound on a sum of costs nor a condition on few decisions` };
    }
  }
  return bounds;
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === 'apply' && condition.operation === 'and' ? condition.operands : [condition];
}

/** Conditions as what elimination takes. */
class Bounds {
  readonly barriers: Factor<number>[] = [];
  readonly limits: Limit[] = [];
  /** Variables that conditions read themselves. */
  readonly reads = new Set<number>();
  readonly #space: Space;
  readonly #convention: Convention;

  constructor(space: Space, convention: Convention) {
    this.#space = space;
    this.#convention = convention;
  }

  /** Takes a condition; false where it has another form. Conditions on measured metrics hold of any sub-network here. */
  add(condition: Expression): boolean {
    const first = firstFree(this.#space);
    const metrics = [...condition.reads].filter((variable) => variable >= first);
    if (metrics.some((variable) => costMetricOf(metricNames[variable - first]!) === undefined)) return true;
    if (metrics.length === 0) return this.#addBarrier(condition);
    if (condition.kind !== 'apply') return false;
    const { operation, operands } = condition;
    const [left, right] = operands as readonly [Expression, Expression];
    switch (operation) {
      case 'less':
        return this.#addLimit(left, right, true);
      case 'less_equal':
        return this.#addLimit(left, right, false);
      case 'equal':
        return this.#addLimit(left, right, false) && this.#addLimit(right, left, false);
      default:
        return false;
    }
  }

  #addBarrier(condition: Expression): boolean {
    if (!this.#isSmall(condition)) return false;
    this.barriers.push(barrier(this.#space, condition));
    this.#readDecisions(condition);
    return true;
  }

  /** `left <= right`, or `left < right`. */
  #addLimit(left: Expression, right: Expression, strict: boolean): boolean {
    const first = firstFree(this.#space);
    const form = linearForm(left, right, (variable) => variable >= first);
    if (form === undefined || !form.rest.every(({ part }) => this.#isSmall(part))) return false;
    const factors: Factor<number>[] = [];
    for (const [variable, weight] of form.weights) {
      const metric = costMetricOf(metricNames[variable - first]!)!;
      const { factors: tables, untabulated } = wholeCost(this.#space, metric, this.#convention);
      if (untabulated.length > 0) return false;
      factors.push(...tables.map((factor) => weighted(factor, weight)));
    }
    for (const { part, weight } of form.rest) {
      const { factors: tables } = tabulate(this.#space, [{ value: part, path: '' }]);
      factors.push(...tables.map((factor) => weighted(factor, weight)));
      this.#readDecisions(part);
    }
    this.limits.push({ factors, bound: -form.constant, strict });
    return true;
  }

  #isSmall(part: Expression): boolean {
    return settingsOf(part, (variable) => decisionOf(this.#space, variable).values) <= tabulatedAtMost;
  }

  /** An inactive decision counts at its first value: others are barred where a condition reads it. */
  #readDecisions(part: Expression): void {
    const { pool } = this.#space;
    for (const variable of part.reads) {
      if (this.reads.has(variable)) continue;
      this.reads.add(variable);
      const { active, values } = decisionOf(this.#space, variable);
      const first = pool.apply('equal', pool.decision(variable), pool.constant(values[0]!));
      const settled = pool.apply('or', active, first);
      if (settled.kind !== 'constant' && this.#isSmall(settled)) this.barriers.push(barrier(this.#space, settled));
    }
  }
}

function weighted({ variables, table }: Factor<number>, weight: number): Factor<number> {
  return { variables, table: table.map((value) => value * weight) };
}

import type { Space, SpaceDecision } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
import { evaluator } from './evaluate.ts';
import { forEachSetting } from './factor.ts';
import { costMetrics, countedAs } from './metric.ts';
import { type CostTerm, termsByPart } from './terms.ts';

/** Beyond so many settings a decision counts as one that costs something. */
const mostSettings = 4096;

/**
 * The decisions whose values make no difference to any cost, whatever the other decisions: of those over
 * numbers, since nobody expects that of a choice of activations.
 */
export function costlessDecisions(space: Space): readonly SpaceDecision[] {
  const counted = new Set(costMetrics.map((metric) => countedAs(space, metric).counted));
  let costless = space.decisions.filter(({ values }) => values.length > 1 && typeof values[0] === 'number');
  // Most decisions make a difference to the first metric: the others are worked out where some are left.
  for (const metric of counted) {
    if (costless.length === 0) break;
    const readers = new Map<number, Readers[]>(costless.map(({ variable }) => [variable, []]));
    for (const part of termsByPart(space, metric, 'matmul')) {
      for (const [variable, terms] of readersIn(space, part)) readers.get(variable)?.push(terms);
    }
    costless = costless.filter(({ variable }) => areConstant(space, variable, readers.get(variable)!));
  }
  return costless;
}

/** The terms of a part that read a decision, and whether their sum changes with it, once that is asked. */
interface Readers {
  readonly terms: CostTerm[];
  isConstant?: boolean;
}

function readersIn({ pool }: Space, part: readonly CostTerm[]): ReadonlyMap<number, Readers> {
  const known = pool.remember('readers', () => new WeakMap<readonly CostTerm[], ReadonlyMap<number, Readers>>());
  const before = known.get(part);
  if (before !== undefined) return before;
  const readers = new Map<number, Readers>();
  for (const term of part) {
    for (const variable of term.value.reads) {
      const of = readers.get(variable);
      if (of === undefined) readers.set(variable, { terms: [term] });
      else of.terms.push(term);
    }
  }
  known.set(part, readers);
  return readers;
}

/** Parts could make up for each other; mostly one alone reads a decision. */
function areConstant(space: Space, variable: number, readers: readonly Readers[]): boolean {
  const [only, ...others] = readers;
  if (only === undefined) return true;
  if (others.length > 0) {
    return isConstantOnce(
      space,
      variable,
      readers.flatMap(({ terms }) => terms),
    );
  }
  only.isConstant ??= isConstantIn(space, variable, only.terms);
  return only.isConstant;
}

/** The same sum of the same terms is looked at once, whatever else of the super-network has changed. */
function isConstantOnce(space: Space, variable: number, terms: readonly CostTerm[]): boolean {
  const known = space.pool.remember('costless', () => new Map<string, boolean>());
  const key = `${space.pool.decision(variable).id} ${terms.map(({ value }) => value.id).join()}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = isConstantIn(space, variable, terms);
  known.set(key, made);
  return made;
}

/** Whether the sum of some terms does not change with a decision; false where there are too many settings to see. */
function isConstantIn(space: Space, variable: number, terms: readonly CostTerm[]): boolean {
  const valuesOf = (one: number) => decisionOf(space, one).values;
  const sumAt = (value: number, others: (one: number) => number) => {
    const at = evaluator((one) => valuesOf(one)[one === variable ? value : others(one)]!);
    return terms.reduce((sum, term) => sum + Number(at(term.value)), 0);
  };
  const isEqual = (others: (one: number) => number) => {
    const first = sumAt(0, others);
    return valuesOf(variable).every((_, value) => sumAt(value, others) === first);
  };
  // At the largest sub-network most decisions show what they cost.
  if (!isEqual((one) => decisionOf(space, one).largest)) return false;
  const others = [...new Set(terms.flatMap(({ value }) => [...value.reads]))].filter((one) => one !== variable);
  const sizes = others.map((one) => valuesOf(one).length);
  if (sizes.reduce((product, size) => product * size, 1) > mostSettings) return false;
  let isConstant = true;
  forEachSetting(sizes, (setting) => {
    isConstant &&= isEqual((one) => setting[others.indexOf(one)]!);
  });
  return isConstant;
}

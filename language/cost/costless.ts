import type { Space } from '../space/space.ts';
import { evaluator } from './evaluate.ts';
import { forEachSetting } from './factor.ts';
import { type CostTerm, costMetrics, costTerms, countedAs } from './terms.ts';

/** Beyond so many settings a decision counts as one that costs something. */
const mostSettings = 4096;

/**
 * Indices of the decisions whose values make no difference to any cost, whatever the other decisions: of those over
 * numbers, since nobody expects that of a choice of activations.
 */
export function costlessDecisions(space: Space): readonly number[] {
  const counted = new Set(costMetrics.map((metric) => countedAs(space, metric).counted));
  let costless = space.decisions.flatMap(({ values }, index) =>
    values.length > 1 && typeof values[0] === 'number' ? [index] : [],
  );
  // Most decisions make a difference to the first metric: the others are worked out where some are left.
  for (const metric of counted) {
    if (costless.length === 0) break;
    const readers = new Map<number, CostTerm[]>(costless.map((index) => [index, []]));
    for (const term of costTerms(space, metric, 'matmul')) {
      for (const index of term.value.reads) readers.get(index)?.push(term);
    }
    costless = costless.filter((index) => isConstantOnce(space, index, readers.get(index)!));
  }
  return costless;
}

/** The same sum of the same terms is looked at once, whatever else of the super-network has changed. */
function isConstantOnce(space: Space, index: number, terms: readonly CostTerm[]): boolean {
  const known = space.pool.remember('costless', () => new Map<string, boolean>());
  const key = `${space.pool.decision(index).id} ${terms.map(({ value }) => value.id).join()}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = isConstantIn(space, index, terms);
  known.set(key, made);
  return made;
}

/** Whether the sum of some terms does not change with a decision; false where there are too many settings to see. */
function isConstantIn(space: Space, index: number, terms: readonly CostTerm[]): boolean {
  if (terms.length === 0) return true;
  const { decisions } = space;
  const valuesOf = (variable: number) => decisions[variable]!.values;
  const sumAt = (value: number, others: (variable: number) => number) => {
    const at = evaluator((variable) => valuesOf(variable)[variable === index ? value : others(variable)]!);
    return terms.reduce((sum, term) => sum + Number(at(term.value)), 0);
  };
  const isEqual = (others: (variable: number) => number) => {
    const first = sumAt(0, others);
    return valuesOf(index).every((_, value) => sumAt(value, others) === first);
  };
  // At the largest sub-network most decisions show what they cost.
  if (!isEqual((variable) => decisions[variable]!.largest)) return false;
  const others = [...new Set(terms.flatMap(({ value }) => [...value.reads]))].filter((variable) => variable !== index);
  const sizes = others.map((variable) => valuesOf(variable).length);
  if (sizes.reduce((product, size) => product * size, 1) > mostSettings) return false;
  let isConstant = true;
  forEachSetting(sizes, (setting) => {
    isConstant &&= isEqual((variable) => setting[others.indexOf(variable)]!);
  });
  return isConstant;
}

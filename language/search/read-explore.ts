import { settingFits } from '../checks/setting-fits.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { readRecipe } from './recipe.ts';
import type { Explore } from './search.ts';
import type { SettingReader } from './settings.ts';

const count = { whole: true, least: 1 } as const;
const common = {
  evaluations: { ...count, default: 250 },
  per_epoch: { whole: true, least: 0, default: 0 },
} as const;
const population = { whole: true, least: 2, default: 50 } as const;

export const strategies = {
  random: common,
  nsga2: { population, ...common },
  linas: { population, ...common },
  hvi: { initial: { ...count, default: 30 }, batch: { ...count, default: 10 }, ...common },
} as const;

/** How the space is explored; LINAS of 250 evaluations where nothing is said. */
export function readExplore(reader: SettingReader, node: Ast.ExploreSetting | undefined): Explore | undefined {
  if (node === undefined) return { strategy: 'linas', evaluations: 250, perEpoch: 0, population: 50 };
  const chosen = readRecipe(reader, 'explore', node.recipe, strategies);
  if (chosen === undefined) return undefined;
  const { name, value } = chosen;
  const budget = { evaluations: value('evaluations'), perEpoch: value('per_epoch') };
  if (name === 'random') return { strategy: name, ...budget };
  const first = value(name === 'hvi' ? 'initial' : 'population');
  if (first > budget.evaluations) {
    const wanted = `at least the ${first} networks that \`${name}\` starts with`;
    return reader.report(node, settingFits('evaluations', wanted, `${budget.evaluations}`));
  }
  if (name === 'hvi') return { strategy: name, ...budget, initial: first, batch: value('batch') };
  return { strategy: name, ...budget, population: first };
}

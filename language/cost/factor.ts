import type { DecisionValue } from '../space/decision.ts';
import type { Space } from '../space/space.ts';
import { evaluator } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { settingsOf } from './settings.ts';
import { splitSum } from './split.ts';
import type { CostTerm } from './terms.ts';

/** A function of a few variables as a table over the indices of their values, the last variable varying fastest. */
export interface Factor<T> {
  readonly variables: readonly number[];
  readonly table: readonly T[];
}

/** A cost as a sum of tables over few decisions, and of the terms that read too many for one. */
export interface TabulatedCost {
  readonly factors: readonly Factor<number>[];
  readonly untabulated: readonly CostTerm[];
}

/** A term over more settings is split, where it can be, so that it costs little to tabulate. */
const splitAbove = 1024;

/** A term over more settings is not tabulated. */
export const tabulatedAtMost = 1 << 16;

/** Tabulates the terms; those that read the same decisions share a table. */
export function tabulate(space: Space, terms: readonly CostTerm[]): TabulatedCost {
  const domainOf = (index: number) => space.decisions[index]!.values;
  const small = (part: Expression) => settingsOf(part, domainOf) <= splitAbove;
  const groups = new Map<string, Expression[]>();
  const untabulated: CostTerm[] = [];
  for (const { path, value } of terms) {
    for (const part of splitSum(space.pool, value, small)) {
      if (settingsOf(part, domainOf) > tabulatedAtMost) {
        untabulated.push({ path, value: part });
        continue;
      }
      const key = variablesOf(part).join();
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [part]);
      else group.push(part);
    }
  }
  return { factors: [...groups.values()].map((group) => tableOf(domainOf, group)), untabulated };
}

function variablesOf(expression: Expression): readonly number[] {
  return [...expression.reads].sort((a, b) => a - b);
}

/** The sum of expressions that read the same decisions, at every setting of these. */
function tableOf(
  domainOf: (index: number) => readonly DecisionValue[],
  expressions: readonly Expression[],
): Factor<number> {
  const variables = variablesOf(expressions[0]!);
  const position = new Map(variables.map((variable, i) => [variable, i]));
  const table: number[] = [];
  forEachSetting(
    variables.map((variable) => domainOf(variable).length),
    (setting) => {
      const value = evaluator((index) => domainOf(index)[setting[position.get(index)!]!]!);
      table.push(expressions.reduce((sum, expression) => sum + Number(value(expression)), 0));
    },
  );
  return { variables, table };
}

/** A condition as a factor that is 0 where it holds and infinite where it does not. */
export function barrier(space: Space, condition: Expression): Factor<number> {
  const { variables, table } = tableOf((index) => space.decisions[index]!.values, [condition]);
  return { variables, table: table.map((holds) => (holds === 1 ? 0 : Number.POSITIVE_INFINITY)) };
}

/** Calls with every setting of indices below the sizes, the last one varying fastest; the array is reused. */
export function forEachSetting(sizes: readonly number[], visit: (setting: readonly number[]) => void): void {
  const setting = sizes.map(() => 0);
  for (;;) {
    visit(setting);
    let i = sizes.length - 1;
    while (i >= 0 && setting[i]! + 1 === sizes[i]) {
      setting[i] = 0;
      i -= 1;
    }
    if (i < 0) return;
    setting[i]! += 1;
  }
}

/** How far the table moves when a variable's index grows by one; 0 for a variable that the factor does not have. */
export function strideOf(factor: Factor<unknown>, variable: number, sizeOf: (variable: number) => number): number {
  const at = factor.variables.indexOf(variable);
  return at < 0 ? 0 : factor.variables.slice(at + 1).reduce((stride, later) => stride * sizeOf(later), 1);
}

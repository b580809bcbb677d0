import { argumentIsGiven } from '../checks/argument-is-given.ts';
import { recipeIsKnown } from '../checks/recipe-is-known.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { bindArguments } from '../space/elaborate/arguments.ts';
import type { Limits, SettingReader } from './settings.ts';

/** A number that a recipe takes. */
export interface Parameter extends Limits {
  /** Absent: it must be given. */
  readonly default?: number;
  /** A usual value where there is no default: what an editor fills in. */
  readonly typical?: string;
}

/** Names of the methods of a setting, with their parameters in order. */
export type Recipes = Readonly<Record<string, Readonly<Record<string, Parameter>>>>;

export interface Chosen<Table extends Recipes, Name extends keyof Table = keyof Table> {
  readonly name: Name;
  /** The value of every parameter of the method, defaults filled in. */
  readonly value: (parameter: string) => number;
}

/** `adamw(rate: 3e-5)` against the methods that a setting takes; undefined where it is wrong, which is reported. */
export function readRecipe<Table extends Recipes>(
  reader: SettingReader,
  setting: string,
  node: Ast.Recipe | undefined,
  recipes: Table,
): Chosen<Table> | undefined {
  if (node?.name === undefined) {
    reader.sound = false;
    return undefined;
  }
  const parameters = Object.hasOwn(recipes, node.name) ? recipes[node.name] : undefined;
  if (parameters === undefined)
    return reader.reportAt(node, 'name', recipeIsKnown(setting, node.name, Object.keys(recipes)));
  const before = reader.problems.diagnostics.length;
  const declared = Object.entries(parameters).map(([name, one]) => ({ name, isNeeded: one.default === undefined }));
  const bound = bindArguments(reader.problems, reader.file, node.name, node.arguments, declared);
  const fitting = reader.problems.diagnostics.length === before;
  if (!fitting) reader.sound = false;
  const values = new Map<string, number>();
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const given = bound.get(name);
    const value = given === undefined ? parameter.default : reader.number(name, given, parameter);
    if (value !== undefined) values.set(name, value);
    else if (given === undefined) missing.push(name);
  }
  // One that is missing may be there under another name, which is reported.
  if (missing.length > 0 && fitting) {
    const typical = Object.fromEntries(missing.map((name) => [name, parameters[name]?.typical]));
    return reader.report(node, argumentIsGiven(node.name, missing, typical));
  }
  return { name: node.name, value: (parameter) => values.get(parameter) ?? Number.NaN };
}

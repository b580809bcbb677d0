import type * as Ast from '../generated/syntax/ast.ts';
import { metricNames } from '../search/metrics.ts';
import { decisionsAmong, type PathStep, referAlong, stepsOf } from './decision-path.ts';
import { type FileWalk, placeOf } from './file-walk.ts';
import type { Binding } from './name-scope.ts';
import { type MapNamed, walkWeights } from './walk-weights.ts';

/** What searches may name: declarations of the file and of its imports, by name. */
export interface FileNamespaces {
  readonly supernets: ReadonlyMap<string, Binding>;
  readonly datasets: ReadonlyMap<string, Binding>;
  readonly targets: ReadonlyMap<string, Binding>;
}

/** Notes the names in a search: its space, its data, metrics, and the decisions that its requirements read. */
export function walkSearch(walk: FileWalk, node: Ast.Search, names: FileNamespaces, mapNamed: MapNamed): void {
  walk.declaration('search', node, 'name', node.name);
  const space = node.settings.find((setting) => setting.$type === 'SpaceSetting');
  const supernet = names.supernets.get(space?.space ?? '');
  const steps = supernet === undefined ? [] : stepsInto(supernet);
  for (const setting of node.settings) {
    switch (setting.$type) {
      case 'SpaceSetting':
        if (supernet !== undefined) walk.refer(supernet, placeOf(setting, 'space'));
        break;
      case 'DataSetting': {
        const data = names.datasets.get(setting.data ?? '');
        if (data !== undefined) walk.refer(data, placeOf(setting, 'data'));
        break;
      }
      case 'ObjectiveSetting': {
        if (setting.metric !== undefined) walk.builtIn('metric', setting.metric, placeOf(setting, 'metric'));
        const target = names.targets.get(setting.target ?? '');
        if (target !== undefined) walk.refer(target, placeOf(setting, 'target'));
        break;
      }
      case 'RequireSetting':
        walkRequirement(walk, setting.condition, steps, names.targets);
        break;
      case 'ExploreSetting':
        walkRecipe(walk, 'explore', setting.recipe);
        break;
      case 'ControlSetting':
        if (setting.kind !== undefined) walk.builtIn('recipe', setting.kind, placeOf(setting, 'kind'), 'control');
        break;
      case 'FinetuneBlock':
        for (const inner of setting.settings) {
          walkFinetune(walk, inner);
          if (inner.$type === 'Shrink') walkShrink(walk, inner, steps);
          if (inner.$type === 'Distill' && inner.weights) walkWeights(walk, inner.weights, steps, mapNamed);
        }
        break;
    }
  }
}

export function walkDataset(walk: FileWalk, node: Ast.Dataset): void {
  for (const setting of node.settings) {
    if (setting.$type !== 'Augment') continue;
    for (const step of setting.steps) walkRecipe(walk, 'augment', step);
  }
}

/** The names that a path into a super-network may begin with. */
export function stepsInto({ walk, node }: Binding): readonly PathStep[] {
  return stepsOf(walk, (node as Ast.Supernet).body);
}

function walkFinetune(walk: FileWalk, setting: Ast.FinetuneSetting): void {
  if (setting.$type === 'Optimizer') walkRecipe(walk, 'optimizer', setting.recipe);
  else if (setting.$type === 'Schedule') walkRecipe(walk, 'schedule', setting.recipe);
  else if (setting.$type === 'Reorder') walkRecipe(walk, 'reorder', setting.recipe);
  else if (setting.$type === 'Distill') walkRecipe(walk, 'distill', setting.teacher);
  else if (setting.$type === 'Sample') for (const network of setting.networks) walkRecipe(walk, 'sample', network);
}

/** Every name of a `shrink` is that of all decisions so called. */
function walkShrink(walk: FileWalk, { openings }: Ast.Shrink, steps: readonly PathStep[]): void {
  const decisions = decisionsAmong(steps);
  for (const opening of openings) {
    for (const binding of decisions) {
      if (binding.symbol.name === opening.name) walk.refer(binding, placeOf(opening, 'name'));
    }
  }
}

function walkRecipe(walk: FileWalk, owner: string, recipe: Ast.Recipe | undefined): void {
  if (recipe?.name === undefined) return;
  walk.builtIn('recipe', recipe.name, placeOf(recipe, 'name'), owner);
  for (const argument of recipe.arguments) {
    if (argument.name !== undefined) walk.builtIn('argument', argument.name, placeOf(argument, 'name'), recipe.name);
  }
}

function walkRequirement(
  walk: FileWalk,
  node: Ast.Expression | undefined,
  steps: readonly PathStep[],
  targets: FileNamespaces['targets'],
): void {
  switch (node?.$type) {
    case 'Conditional':
      for (const part of [node.condition, node.then, node.else]) walkRequirement(walk, part, steps, targets);
      return;
    case 'Logic':
    case 'Arithmetic':
    case 'Equality':
      walkRequirement(walk, node.left, steps, targets);
      walkRequirement(walk, node.right, steps, targets);
      return;
    case 'Negation':
    case 'Minus':
      walkRequirement(walk, node.operand, steps, targets);
      return;
    case 'Measured': {
      const target = targets.get(node.target ?? '');
      walk.builtIn('metric', node.metric, placeOf(node, 'metric'));
      if (target !== undefined) walk.refer(target, placeOf(node, 'target'));
      return;
    }
    case 'Reference':
      for (const argument of node.arguments) walkRequirement(walk, argument.value, steps, targets);
      if (node.called) walk.builtIn('function', node.name, placeOf(node, 'name'));
      else if (node.selectors.length === 0 && metricNames.includes(node.name)) {
        walk.builtIn('metric', node.name, placeOf(node, 'name'));
      } else walkPath(walk, node, steps);
  }
}

/** `stage1.unit[0].kernel`: notes every name that leads to a decision, as far as they are known. */
function walkPath(walk: FileWalk, node: Ast.Reference, steps: readonly PathStep[]): void {
  const names = [
    { name: node.name, place: placeOf(node, 'name') },
    ...node.selectors.flatMap((selector) =>
      selector.member === undefined ? [] : [{ name: selector.member, place: placeOf(selector, 'member') }],
    ),
  ];
  referAlong(walk, names, steps);
}

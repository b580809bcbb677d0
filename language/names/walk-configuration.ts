import type * as Ast from '../generated/syntax/ast.ts';
import { type PathStep, referAlong } from './decision-path.ts';
import { type FileWalk, placeOf } from './file-walk.ts';
import type { Binding } from './name-scope.ts';
import { type FileNamespaces, stepsInto } from './walk-search.ts';

/** Notes the names in a configuration: its super-network, the paths of decisions, and values that are names. */
export function walkConfiguration(walk: FileWalk, node: Ast.Configuration, { supernets }: FileNamespaces): void {
  walk.declaration('configuration', node, 'name', node.name);
  const supernet = supernets.get(node.space ?? '');
  if (supernet === undefined) return;
  walk.refer(supernet, placeOf(node, 'space'));
  walkChoices(walk, node.choices, stepsInto(supernet));
}

function walkChoices(walk: FileWalk, choices: readonly Ast.Choice[], steps: readonly PathStep[]): void {
  for (const { path, value, choices: inner } of choices) {
    const names = (path?.segments ?? []).flatMap((segment) =>
      segment.name === undefined ? [] : [{ name: segment.name, place: placeOf(segment, 'name') }],
    );
    const step = referAlong(walk, names, steps);
    if (step === undefined) continue;
    if (value === undefined) walkChoices(walk, inner, step.inside());
    else if (value.$type === 'Reference' && step.binding !== undefined) walkValue(walk, value, step.binding);
  }
}

/** A value that is a name: the path of a `choose`, or what stands under that name in an elastic's domain. */
function walkValue(walk: FileWalk, value: Ast.Reference, { walk: declaring, node }: Binding): void {
  const place = placeOf(value, 'name');
  if (node.$type === 'Choose') {
    const path = (node as Ast.Choose).paths.find(({ name }) => name === value.name);
    const binding = path && declaring.declared.get(path);
    if (binding !== undefined) walk.refer(binding, place);
    return;
  }
  const { domain } = node as Partial<Ast.Elastic>;
  const option = domain?.$type === 'ListDomain' ? domain.values.find((one) => isNamed(one, value.name)) : undefined;
  const written = option && placeOf(option, 'name');
  if (written === undefined) return;
  const { line, column } = declaring.rangeOf(written);
  const isSame = ({ range }: { range: { line: number; column: number } }) =>
    range.line === line && range.column === column;
  const symbol = declaring.occurrences.find(isSame)?.symbol;
  if (symbol !== undefined) walk.refer({ symbol, node, walk: declaring }, place);
  else if (declaring.builtIns.some(isSame)) walk.builtIn('operator', value.name, place);
}

function isNamed(node: Ast.Expression, name: string): boolean {
  return node.$type === 'Reference' && node.name === name;
}

import type { AstNode } from 'langium';
import { searchCanBeRun } from '../checks/search-can-be-run.ts';
import type { Expression } from '../cost/expression.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import type { Diagnostic, SourceRange } from '../source.ts';
import { Problems } from '../space/elaborate/problems.ts';
import type { OperatorStep, Space } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
import type { Requirement } from './search.ts';

/**
 * Why a search without errors cannot be run yet: it would measure what nothing measures, or train and measure what
 * nothing executes, and its figures would be those of another network. A search for costs alone runs no network.
 */
export function readHindrances(
  node: Ast.Search,
  file: string,
  space: Space,
  requirements: readonly Requirement[],
): readonly Diagnostic[] {
  const problems = new Problems();
  const instead = 'minimize `macs` instead, and time the networks of its front with `lithe latency`';
  const unmeasured = searchCanBeRun(node.name, 'no search measures `latency` yet', instead);
  const isLatency = (metric = '') => /^latency\b/.test(metric);
  for (const setting of node.settings) {
    if (setting.$type === 'ObjectiveSetting' && isLatency(setting.metric)) problems.at(setting, file, unmeasured);
  }
  for (const { metrics, source } of requirements) {
    if (metrics.some(isLatency)) problems.atRange(source, unmeasured);
  }
  const data = node.settings.find((setting) => setting.$type === 'DataSetting');
  if (data !== undefined) compressed(data, file, node.name, space, problems);
  return problems.diagnostics;
}

/** The first operator that a `quantize`, and that a `prune` is for: told at that statement, where it is in this file. */
function compressed(data: AstNode, file: string, search: string, space: Space, problems: Problems): void {
  for (const [statement, property, plain] of [
    ['quantize', 'precision', 'fp32'],
    ['prune', 'sparsity', 0],
  ] as const) {
    const step = space.steps.find(
      (one): one is OperatorStep => one.kind === 'operator' && isOpen(one[property], plain),
    );
    if (step === undefined) continue;
    const problem = searchCanBeRun(
      search,
      `\`${statement}\` is priced but not carried out yet, and \`${step.path}\` takes one`,
      `take \`${statement}\` out, or search for costs alone, without \`data\``,
    );
    const place = placeOf(space, step, step[property]!);
    if (place.file === file) problems.atRange(place, problem);
    else problems.at(data, file, problem);
  }
}

/** Whether an operator may be compressed: by a decision, or by a value that changes something. */
function isOpen(expression: Expression | undefined, plain: string | number): boolean {
  return expression !== undefined && !(expression.kind === 'constant' && expression.value === plain);
}

/** The statement that compresses an operator; the operator where nothing is left to decide. */
function placeOf(space: Space, { source }: OperatorStep, { reads }: Expression): SourceRange {
  const [variable] = reads;
  return variable === undefined ? source : decisionOf(space, variable).source;
}

import { comparisonIsWrittenSo } from '../checks/comparison-is-written-so.ts';
import { constructIsSupported } from '../checks/construct-is-supported.ts';
import { requirementIsNeeded } from '../checks/requirement-is-needed.ts';
import { requirementIsOpen } from '../checks/requirement-is-open.ts';
import { costRange } from '../cost/cost-range.ts';
import { evaluate } from '../cost/evaluate.ts';
import type { Expression } from '../cost/expression.ts';
import { rangeOf } from '../cost/range.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { isOperatorName } from '../operators/table.ts';
import { rangeOfNode } from '../parse/parse.ts';
import { SpaceBuilder } from '../space/elaborate/builder.ts';
import type { Context } from '../space/elaborate/context.ts';
import { flag } from '../space/elaborate/expression.ts';
import { Labels } from '../space/elaborate/labels.ts';
import { Scope } from '../space/elaborate/scope.ts';
import { Segment } from '../space/elaborate/segment.ts';
import { valuesAt } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { decisionOf, firstFree } from '../space/variables.ts';
import { costMetricOf, metricNames, plannedMetrics } from './metrics.ts';
import type { Requirement } from './search.ts';
import type { SettingReader } from './settings.ts';
import { unitsFit } from './units-fit.ts';

/**
 * A condition over metrics and decisions. Metrics are leaves behind the decisions, so that one evaluation reads both;
 * a decision that is inactive counts at the first of its values.
 */
export function readRequirement(
  reader: SettingReader,
  node: Ast.RequireSetting,
  space: Space | undefined,
  targets: readonly string[],
): Requirement | undefined {
  if (node.equals.length > 0) {
    const sides = [node.condition, ...node.equals].map((side) => side?.$cstNode?.text.replaceAll(/\s+/g, ' ') ?? '');
    return reader.reportAt(node, 'signs', comparisonIsWrittenSo('equality', '==', sides.join(' == ')));
  }
  // The super-network is unknown or has errors, which is reported where it is; its decisions cannot be told from others.
  if (space === undefined || node.condition === undefined) {
    reader.sound = false;
    return undefined;
  }
  const first = firstFree(space);
  const names = [...metricNames, ...targets.map((target) => `latency on ${target}`)];
  const condition = flag(surroundings(reader, space, names, node.condition), node.condition, undefined);
  if (condition === undefined) {
    reader.sound = false;
    return undefined;
  }
  if (!unitsFit(reader, node.condition)) return undefined;
  const text = node.condition.$cstNode?.text ?? '';
  const { low, high, ranges } = truthOf(space, names, condition);
  if (high === 0) return reader.report(node, requirementIsOpen(text, ranges));
  if (low === 1) reader.problems.at(node, reader.file, requirementIsNeeded(text, ranges));
  const metrics = [...condition.reads]
    .filter((variable) => variable >= first)
    .map((variable) => names[variable - first]!);
  return {
    text,
    metrics,
    condition,
    source: rangeOfNode(node, reader.file),
    holds: (genome, measured) => {
      const chosen = valuesAt(space, genome);
      const value = evaluate(condition, (variable) => {
        if (variable < first) return chosen(variable);
        const metric = names[variable - first]!;
        const figure = measured[metric];
        if (figure === undefined) throw new Error(`The requirement \`${text}\` reads ${metric}, which was not given.`);
        return figure;
      });
      return value === true;
    },
  };
}

/**
 * Whether a condition holds nowhere (high 0) or everywhere (low 1), by the exact ranges of the metrics that it reads,
 * which are given as a message shows them. Metrics are bounded one by one, so some that hold nowhere are not seen.
 */
function truthOf(
  space: Space,
  names: readonly string[],
  condition: Expression,
): { readonly low: number; readonly high: number; readonly ranges: string } {
  const first = firstFree(space);
  const shown: string[] = [];
  const known = new Map<number, readonly number[]>();
  for (const variable of condition.reads) {
    const name = names[variable - first];
    if (name === undefined) continue;
    const metric = costMetricOf(name);
    const range = metric === undefined ? undefined : costRange(space, metric);
    if (range === undefined || 'problem' in range) known.set(variable, name === 'accuracy' ? [0, 1] : anything);
    else {
      known.set(variable, [range.smallest.value, range.largest.value]);
      shown.push(`${name} from ${range.smallest.value} to ${range.largest.value}`);
    }
  }
  const { low, high } = rangeOf(condition, (variable) => known.get(variable) ?? decisionOf(space, variable).values, 0);
  return { low, high, ranges: shown.length === 0 ? '' : ` (${shown.join(', ')})` };
}

const anything = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** A scope of metrics and decisions, the latter by their whole paths. */
function surroundings(reader: SettingReader, space: Space, names: readonly string[], written: Ast.Expression): Context {
  const { problems, file } = reader;
  const builder = new SpaceBuilder();
  const scope = new Scope();
  const source = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const leaf = (name: string, expression: Expression) => scope.declare(name, { kind: 'value', expression }, source);
  for (const decision of space.decisions) builder.add(decision);
  const metrics = names.map((name) =>
    builder.decide({ path: name, name, values: [], default: 0, largest: 0, smallest: 0, source }),
  );
  names.forEach((name, i) => {
    leaf(name, metrics[i]!);
  });
  space.decisions.forEach(({ path, values, variable }) => {
    leaf(path, builder.pool.decision(variable));
    for (const value of values) {
      if (typeof value !== 'string' || isOperatorName(value)) continue;
      scope.declare(value, { kind: 'value', expression: builder.pool.constant(value) }, source);
    }
  });
  for (const name of plannedMetrics) {
    if (written.$cstNode?.text.includes(name) !== true) continue;
    if (scope.declare(name, { kind: 'unknown' }, source) === undefined) {
      reader.report(written, constructIsSupported(`the metric \`${name}\``));
    }
  }
  const none = {
    declared: new Map(),
    used: new Set<Ast.Elastic>(),
    called: new Set<Ast.Block>(),
    labels: new Labels(),
    reached: new Map(),
    calls: [],
  };
  return { builder, problems, file, scope, segment: new Segment(), ...none, run: (_context, _body, flow) => flow };
}

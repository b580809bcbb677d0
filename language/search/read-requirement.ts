import { constructIsSupported } from '../checks/construct-is-supported.ts';
import { requirementIsNeeded, requirementIsOpen } from '../checks/requirement-is-open.ts';
import { evaluate } from '../cost/evaluate.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { isOperatorName } from '../operators/table.ts';
import { SpaceBuilder } from '../space/elaborate/builder.ts';
import type { Context } from '../space/elaborate/context.ts';
import { flag } from '../space/elaborate/expression.ts';
import { Scope } from '../space/elaborate/scope.ts';
import { Segment } from '../space/elaborate/segment.ts';
import { valueAt } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { metricNames, plannedMetrics } from './metrics.ts';
import type { Requirement } from './search.ts';
import type { SettingReader } from './settings.ts';

/**
 * A condition over metrics and decisions. Metrics are leaves behind the decisions, so that one evaluation reads both;
 * a decision that is inactive counts at the first of its values.
 */
export function readRequirement(
  reader: SettingReader,
  node: Ast.RequireSetting,
  space: Space | undefined,
): Requirement | undefined {
  // The super-network is unknown or has errors, which is reported where it is; its decisions cannot be told from others.
  if (space === undefined || node.condition === undefined) {
    reader.sound = false;
    return undefined;
  }
  const { decisions } = space;
  const condition = flag(surroundings(reader, space, node.condition), node.condition, undefined);
  if (condition === undefined) {
    reader.sound = false;
    return undefined;
  }
  const text = node.condition.$cstNode?.text ?? '';
  if (condition.kind === 'constant' && condition.value === false) return reader.report(node, requirementIsOpen(text));
  if (condition.kind === 'constant') reader.problems.at(node, reader.file, requirementIsNeeded(text));
  const metrics = [...condition.reads]
    .filter((index) => index >= decisions.length)
    .map((index) => metricNames[index - decisions.length]!);
  return {
    text,
    metrics,
    condition,
    holds: (genome, measured) => {
      const value = evaluate(condition, (index) => {
        if (index < decisions.length) return valueAt(space, genome, index);
        const metric = metricNames[index - decisions.length]!;
        const figure = measured[metric];
        if (figure === undefined) throw new Error(`The requirement \`${text}\` reads ${metric}, which was not given.`);
        return figure;
      });
      return value === true;
    },
  };
}

/** A scope of metrics and decisions, the latter by their whole paths. */
function surroundings(reader: SettingReader, space: Space, written: Ast.Expression): Context {
  const { problems, file } = reader;
  const builder = new SpaceBuilder();
  const scope = new Scope();
  const source = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const leaf = (name: string, index: number) =>
    scope.declare(name, { kind: 'value', expression: builder.pool.decision(index) }, source);
  builder.decisions.push(...space.decisions);
  const first = builder.decisions.length;
  for (const name of metricNames) {
    builder.decide({ path: name, name, values: [], default: 0, largest: 0, smallest: 0, source });
  }
  metricNames.forEach((name, i) => {
    leaf(name, first + i);
  });
  space.decisions.forEach(({ path, values }, index) => {
    leaf(path, index);
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
    labels: new Map(),
    hints: [],
    calls: [],
  };
  return { builder, problems, file, scope, segment: new Segment(), ...none, run: (_context, _body, flow) => flow };
}

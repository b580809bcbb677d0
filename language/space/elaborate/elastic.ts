import { decisionHasALastingPath } from '../../checks/decision-has-a-lasting-path.ts';
import { decisionIsOpen } from '../../checks/decision-is-open.ts';
import { defaultIsInDomain } from '../../checks/default-is-in-domain.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfHead, rangeOfNode } from '../../parse/parse.ts';
import type { DecisionValue } from '../decision.ts';
import type { Context, Flow } from './context.ts';
import { readDomain, writtenName } from './domain.ts';
import { meaningOf } from './expression.ts';
import type { Domain, Meaning } from './scope.ts';

/** Declares an elastic's decision in this scope. A half-written one still declares its name, as unknown. */
export function elaborateElastic(context: Context, node: Ast.Elastic, flow: Flow): void {
  if (node.name === undefined) return;
  const domain = node.domain === undefined ? undefined : readDomain(context, node, flow);
  const source = rangeOfNode(node, context.file);
  // One whose line is still being written, which the parser reports, is not missed yet.
  if (node.domain !== undefined) context.declared.set(node, source);
  const meaning = domain === undefined ? { kind: 'unknown' as const } : decide(context, node, domain, flow);
  const before = context.scope.declare(node.name, meaning, source, node);
  if (before !== undefined) context.problems.at(node, context.file, nameIsNew(node.name, before.line));
}

function decide(context: Context, node: Ast.Elastic, domain: Domain, flow: Flow): Meaning {
  const values = domain.kind === 'numbers' ? domain.values : domain.options.map(({ name }) => name);
  const chosen = defaultOf(context, node, values, flow);
  const isSingle = values.length === 1 && (node.domain.$type === 'RangeDomain' || node.domain.values.length === 1);
  if (isSingle && domain.kind !== 'tensors')
    context.problems.at(node, context.file, decisionIsOpen(node.name, `${values[0]}`));
  const decision = declareDecision(context, node.name, values, chosen, node);
  if (decision === undefined) return { kind: 'unknown' };
  if (domain.kind === 'numbers') return { kind: 'value', expression: decision };
  if (domain.kind === 'operators') return { kind: 'operators', options: domain.options, decision };
  const { pool } = context.builder;
  const ways = domain.options.flatMap((option) => {
    const chosen = pool.apply('equal', decision, pool.constant(option.name));
    return option.ways.map(({ when, values }) => ({ when: pool.apply('and', chosen, when), values }));
  });
  return { kind: 'tensors', ways };
}

/** A new decision of the space, or undefined where its path is taken, which is reported. */
export function declareDecision(
  context: Context,
  name: string,
  values: readonly DecisionValue[],
  chosen: number | undefined,
  node: Ast.Elastic | Ast.Choose | Ast.Quantize | Ast.Prune,
): Expression | undefined {
  const { builder, problems, segment, file } = context;
  const source = rangeOfHead(node, file);
  const path = segment.join(name);
  const before = builder.decisionAt(path);
  if (before !== undefined) {
    problems.atHead(node, file, nameIsNew(path, before.source.line));
    return undefined;
  }
  const { numbered } = segment;
  if (numbered !== undefined)
    problems.atHead(numbered.node, numbered.file, decisionHasALastingPath(path, numbered.name));
  const numbers = values.filter((value) => typeof value === 'number');
  const most = numbers.length === 0 ? 0 : values.indexOf(numbers.reduce((a, b) => Math.max(a, b)));
  const least = numbers.length === 0 ? 0 : values.indexOf(numbers.reduce((a, b) => Math.min(a, b)));
  // The largest network is the one that keeps the most weights.
  const [largest, smallest] = node.$type === 'Prune' ? [least, most] : [most, least];
  return builder.decide({ path, name, values, default: chosen ?? largest, largest, smallest, source });
}

function defaultOf(
  context: Context,
  node: Ast.Elastic,
  values: readonly DecisionValue[],
  flow: Flow,
): number | undefined {
  if (node.default === undefined) return undefined;
  const meaning = meaningOf(context, node.default, flow);
  if (meaning.kind === 'unknown') return undefined;
  const value =
    meaning.kind === 'value'
      ? constantOf(meaning.expression)
      : meaning.kind === 'operators'
        ? meaning.options[0]!.name
        : writtenName(node.default);
  const index = values.indexOf(value as DecisionValue);
  if (index >= 0) return index;
  const written = node.default.$cstNode?.text ?? String(value);
  context.problems.at(node.default, context.file, defaultIsInDomain(node.name, written, values.map(String)));
  return undefined;
}

function constantOf(expression: Expression): number | string | boolean | undefined {
  return expression.kind === 'constant' ? expression.value : undefined;
}

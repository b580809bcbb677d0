import { argumentFits } from '../../checks/argument-fits.ts';
import { decisionHasALastingPath } from '../../checks/decision-has-a-lasting-path.ts';
import { defaultIsInDomain } from '../../checks/default-is-in-domain.ts';
import { domainHasValues } from '../../checks/domain-has-values.ts';
import { domainIsConstant } from '../../checks/domain-is-constant.ts';
import { domainIsOfOneKind } from '../../checks/domain-is-of-one-kind.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import { spaceIsSmallEnough } from '../../checks/space-is-small-enough.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfHead, rangeOfNode } from '../../parse/parse.ts';
import type { DecisionValue } from '../decision.ts';
import type { Context, Flow } from './context.ts';
import { describeMeaning, printExpression } from './describe.ts';
import { meaningOf, number } from './expression.ts';
import type { Meaning, OperatorOption } from './scope.ts';

const mostValues = 10_000;

/** Declares an elastic's decision in this scope. A half-written one still declares its name, as unknown. */
export function elaborateElastic(context: Context, node: Ast.Elastic, flow: Flow): void {
  if (node.name === undefined) return;
  const domain = node.domain === undefined ? undefined : readDomain(context, node, flow);
  const source = rangeOfNode(node, context.file);
  context.declared.set(node, source);
  const meaning = domain === undefined ? { kind: 'unknown' as const } : decide(context, node, domain, flow);
  const before = context.scope.declare(node.name, meaning, source, node);
  if (before !== undefined) context.problems.at(node, context.file, nameIsNew(node.name, before.line));
}

type Domain =
  | { readonly kind: 'numbers'; readonly values: readonly number[] }
  | { readonly kind: 'operators'; readonly options: readonly OperatorOption[] };

function decide(context: Context, node: Ast.Elastic, domain: Domain, flow: Flow): Meaning {
  const values = domain.kind === 'numbers' ? domain.values : domain.options.map(({ name }) => name);
  const chosen = defaultOf(context, node, values, flow);
  const decision = declareDecision(context, node.name, values, chosen, node);
  if (decision === undefined) return { kind: 'unknown' };
  if (domain.kind === 'numbers') return { kind: 'value', expression: decision };
  return { kind: 'operators', options: domain.options, decision };
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
  const before = builder.decisions.find((decision) => decision.path === path);
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
    meaning.kind === 'operators'
      ? meaning.options[0]!.name
      : meaning.kind === 'value' && constantOf(meaning.expression);
  const index = values.indexOf(value as DecisionValue);
  if (index >= 0) return index;
  const written = node.default.$cstNode?.text ?? String(value);
  context.problems.at(node.default, context.file, defaultIsInDomain(node.name, written, values.map(String)));
  return undefined;
}

function constantOf(expression: Expression): number | string | boolean | undefined {
  return expression.kind === 'constant' ? expression.value : undefined;
}

function readDomain(context: Context, node: Ast.Elastic, flow: Flow): Domain | undefined {
  return node.domain.$type === 'ListDomain'
    ? readList(context, node, node.domain, flow)
    : readRange(context, node, node.domain, flow);
}

function readList(context: Context, node: Ast.Elastic, list: Ast.ListDomain, flow: Flow): Domain | undefined {
  const { problems, file } = context;
  if (list.values.length === 0) {
    problems.at(list, file, domainHasValues(node.name, 'write them between the brackets: `[6, 8, 12]`'));
    return undefined;
  }
  const meanings = list.values.map((one) => meaningOf(context, one, flow));
  if (meanings.some(({ kind }) => kind === 'unknown')) return undefined;
  const options = meanings.flatMap((one) =>
    one.kind === 'operators' && one.decision === undefined ? one.options : [],
  );
  const numbers = meanings.map((one, i) =>
    one.kind === 'value' ? constant(context, node, list.values[i]!, one.expression) : undefined,
  );
  const problem = (why: string) => {
    problems.at(list, file, domainIsOfOneKind(node.name, why));
    return undefined;
  };
  const other = meanings.find(({ kind }) => kind !== 'value' && kind !== 'operators');
  if (other !== undefined)
    return problem(`holds ${describeMeaning(context.builder, other)}; it takes numbers, or operators and blocks`);
  const names = options.map(({ name }) => name);
  if (options.length === meanings.length) {
    return new Set(names).size < names.length ? problem('names an operator twice') : { kind: 'operators', options };
  }
  if (options.length > 0) return problem('mixes numbers with operators');
  const values = numbers.filter((value) => value !== undefined);
  if (values.length < numbers.length) return undefined;
  if (new Set(values).size < values.length) return problem('holds a number twice');
  return { kind: 'numbers', values };
}

function readRange(context: Context, node: Ast.Elastic, range: Ast.RangeDomain, flow: Flow): Domain | undefined {
  const read = (part: Ast.Expression | undefined) => {
    const expression = number(context, part, flow);
    return expression === undefined ? undefined : constant(context, node, part!, expression);
  };
  const from = read(range.from);
  const to = read(range.to);
  const step = range.step === undefined ? 1 : read(range.step);
  if (from === undefined || to === undefined || step === undefined) return undefined;
  if (!(step > 0)) {
    context.problems.at(range.step ?? range, context.file, argumentFits('`step`', 'over 0', `${step}`));
    return undefined;
  }
  if (!(from <= to)) {
    context.problems.at(
      range,
      context.file,
      domainHasValues(node.name, `write the smaller end first: \`${to}..${from}\``),
    );
    return undefined;
  }
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > mostValues) {
    context.problems.at(range, context.file, spaceIsSmallEnough(`\`${node.name}\` has ${count} values`, mostValues));
    return undefined;
  }
  // Multiples of the step, not a running sum: ten steps of 0.1 are 1.
  return {
    kind: 'numbers',
    values: Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(15))),
  };
}

function constant(
  context: Context,
  node: Ast.Elastic,
  part: Ast.Expression,
  expression: Expression,
): number | undefined {
  if (expression.kind !== 'constant') {
    context.problems.at(part, context.file, domainIsConstant(node.name, printExpression(context.builder, expression)));
    return undefined;
  }
  if (typeof expression.value === 'number' && Number.isFinite(expression.value)) return expression.value;
  context.problems.at(
    part,
    context.file,
    domainIsOfOneKind(node.name, `holds ${expression.value}; it takes numbers, or operators and blocks`),
  );
  return undefined;
}

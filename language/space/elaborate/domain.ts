import { argumentFits } from '../../checks/argument-fits.ts';
import { domainHasValues } from '../../checks/domain-has-values.ts';
import { domainIsConstant } from '../../checks/domain-is-constant.ts';
import { domainIsOfOneKind } from '../../checks/domain-is-of-one-kind.ts';
import { spaceIsSmallEnough } from '../../checks/space-is-small-enough.ts';
import { stepIsPositive } from '../../checks/step-is-positive.ts';
import { valuesAreInOrder } from '../../checks/values-are-in-order.ts';
import { valuesDoNotRepeat } from '../../checks/values-do-not-repeat.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { DecisionValue } from '../decision.ts';
import type { Context, Flow } from './context.ts';
import { describeMeaning, printExpression } from './describe.ts';
import { meaningOf, number } from './expression.ts';
import type { Domain, TensorOption } from './scope.ts';

const mostValues = 10_000;

/** A label as a decision's value: `encoder[3..5]`. */
export function writtenName(node: Ast.Expression): string {
  return (node.$cstNode?.text ?? '').replaceAll(/\s/g, '');
}

/** The values of an elastic's domain; undefined where something is wrong, which is reported. */
export function readDomain(context: Context, node: Ast.Elastic, flow: Flow): Domain | undefined {
  if (node.domain.$type === 'ListDomain') return readList(context, node.name, node.domain, flow);
  if (node.domain.to !== undefined) return readRange(context, node.name, node.domain, flow);
  // A half-written range has been reported by the parser.
  return node.domain.$cstNode?.text.includes('..') ? undefined : namedList(context, node.name, node.domain.from, flow);
}

/** The values of a constant list. */
function namedList(context: Context, name: string, node: Ast.Expression | undefined, flow: Flow): Domain | undefined {
  const meaning = meaningOf(context, node, flow);
  if (node === undefined || meaning.kind === 'unknown') return undefined;
  if (meaning.kind === 'list') return meaning.domain;
  const wanted = 'a list such as `[6, 8, 12]`, a range such as `2..4`, or the name of a constant list';
  context.problems.at(
    node,
    context.file,
    argumentFits(`the domain of \`${name}\``, wanted, describeMeaning(context.builder, meaning)),
  );
  return undefined;
}

/** The values of a list, for an elastic or a constant of that name. */
export function readList(context: Context, name: string, list: Ast.ListDomain, flow: Flow): Domain | undefined {
  const { problems, file, builder } = context;
  if (list.values.length === 0) {
    problems.at(list, file, domainHasValues(name, 'write them between the brackets: `[6, 8, 12]`'));
    return undefined;
  }
  const meanings = list.values.map((one) => meaningOf(context, one, flow));
  if (meanings.some(({ kind }) => kind === 'unknown')) return undefined;
  const options = meanings.flatMap((one) =>
    one.kind === 'operators' && one.decision === undefined ? one.options : [],
  );
  const labels = meanings.flatMap((one, i): readonly TensorOption[] => {
    if (one.kind !== 'tensor' && one.kind !== 'tensors') return [];
    const ways = one.kind === 'tensors' ? one.ways : [{ when: builder.pool.constant(true), values: [one.value] }];
    return [{ name: writtenName(list.values[i]!), ways }];
  });
  const numbers = meanings.map((one, i) =>
    one.kind === 'value' ? constant(context, name, list.values[i]!, one.expression) : undefined,
  );
  const problem = (why: string) => {
    problems.at(list, file, domainIsOfOneKind(name, why));
    return undefined;
  };
  const names = [...options, ...labels].map(({ name }) => name);
  if (labels.length === meanings.length) {
    return { kind: 'tensors', options: distinct(context, name, list, names).map((i) => labels[i]!) };
  }
  if (labels.length > 0) return problem('mixes labels with numbers or operators');
  if (options.length === meanings.length) {
    return { kind: 'operators', options: distinct(context, name, list, names).map((i) => options[i]!) };
  }
  if (options.length > 0) return problem('mixes numbers with operators');
  const values = numbers.filter((value) => value !== undefined);
  if (values.length < numbers.length) return undefined;
  const kept = distinct(context, name, list, values).map((i) => values[i]!);
  if (kept.length === values.length) valuesAreOrdered(context, name, list, values);
  return { kind: 'numbers', values: kept };
}

/** The places of the first of equal values; the others are reported. */
function distinct(
  { problems, file }: Context,
  name: string,
  list: Ast.ListDomain,
  values: readonly DecisionValue[],
): readonly number[] {
  return values.flatMap((value, i) => {
    if (values.indexOf(value) === i) return [i];
    problems.at(list.values[i]!, file, valuesDoNotRepeat(name, `${value}`));
    return [];
  });
}

function valuesAreOrdered(
  { problems, file }: Context,
  name: string,
  list: Ast.ListDomain,
  values: readonly number[],
): void {
  if (values.every((value, i) => i === 0 || values[i - 1]! < value)) return;
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const written = order.map((i) => list.values[i]?.$cstNode?.text ?? `${values[i]}`);
  problems.at(list, file, valuesAreInOrder(name, `[${written.join(', ')}]`));
}

/** The same range from its other end. */
function swapped({ from, to, step }: Ast.RangeDomain): string {
  const text = (part: Ast.Expression | undefined) => part?.$cstNode?.text ?? '';
  return `${text(to)}..${text(from)}${step === undefined ? '' : ` step ${text(step)}`}`;
}

function readRange(context: Context, name: string, range: Ast.RangeDomain, flow: Flow): Domain | undefined {
  const read = (part: Ast.Expression | undefined) => {
    const expression = number(context, part, flow);
    return expression === undefined ? undefined : constant(context, name, part!, expression);
  };
  const from = read(range.from);
  const to = read(range.to);
  const step = range.step === undefined ? 1 : read(range.step);
  if (from === undefined || to === undefined || step === undefined) return undefined;
  if (!(step > 0)) {
    context.problems.at(range.step ?? range, context.file, stepIsPositive(step));
    return undefined;
  }
  if (!(from <= to)) {
    context.problems.at(
      range,
      context.file,
      domainHasValues(name, `write the smaller end first: \`${to}..${from}\``, swapped(range)),
    );
    return undefined;
  }
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > mostValues) {
    context.problems.at(range, context.file, spaceIsSmallEnough(`\`${name}\` has ${count} values`, mostValues));
    return undefined;
  }
  // Multiples of the step, not a running sum: ten steps of 0.1 are 1.
  return {
    kind: 'numbers',
    values: Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(15))),
  };
}

function constant(context: Context, name: string, part: Ast.Expression, expression: Expression): number | undefined {
  if (expression.kind !== 'constant') {
    context.problems.at(part, context.file, domainIsConstant(name, printExpression(context.builder, expression)));
    return undefined;
  }
  if (typeof expression.value === 'number' && Number.isFinite(expression.value)) return expression.value;
  context.problems.at(
    part,
    context.file,
    domainIsOfOneKind(name, `holds ${expression.value}; it takes numbers, operators and blocks, or labels`),
  );
  return undefined;
}

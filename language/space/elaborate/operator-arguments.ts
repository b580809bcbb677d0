import { argumentFits } from '../../checks/argument-fits.ts';
import { list } from '../../checks/check.ts';
import { suggestion } from '../../checks/nearest.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import type { ArgumentDefinition } from '../../operators/operator.ts';
import { describeOperator } from '../../operators/table.ts';
import { bindArguments } from './arguments.ts';
import type { Context, Flow } from './context.ts';
import { describeMeaning } from './describe.ts';
import { flag, meaningOf, number } from './expression.ts';
import { present } from './reference.ts';

interface OperatorArguments {
  readonly given: Readonly<Record<string, Expression>>;
  /** Values given by label, in the order written. */
  readonly labelled: readonly number[];
  /** False where an argument is wrong, which is reported. */
  readonly complete: boolean;
}

/** The arguments of a primitive operator as expressions, and the tensors that it reads by label. */
export function readOperatorArguments(
  context: Context,
  node: Ast.Call,
  operator: OperatorName,
  variadic: boolean,
  flow: Flow,
): OperatorArguments {
  const { arguments: definitions, inputs } = describeOperator(operator);
  const positional = variadic ? node.arguments.filter(({ name }) => name === undefined) : [];
  const parameters = [...Object.keys(definitions), ...(inputs.label === undefined ? [] : [inputs.label])];
  const rest = node.arguments.filter((argument) => !positional.includes(argument));
  const bound = bindArguments(context.problems, context.file, operator, rest, parameters);
  const given: Record<string, Expression> = {};
  const labelled = positional.map(({ value }) => tensor(context, value, flow));
  let complete = true;
  for (const [name, value] of bound) {
    if (name === inputs.label) {
      labelled.push(tensor(context, value, flow));
      continue;
    }
    const expression = readArgument(context, definitions[name]!, name, value, flow);
    if (expression === undefined) complete = false;
    else given[name] = expression;
  }
  const values = labelled.filter((value) => value !== undefined);
  return { given, labelled: values, complete: complete && values.length === labelled.length };
}

function readArgument(
  context: Context,
  { kind, words }: ArgumentDefinition,
  name: string,
  value: Ast.Expression,
  flow: Flow,
): Expression | undefined {
  if (kind === 'flag') return flag(context, value, flow);
  if (kind !== 'word') return number(context, value, flow);
  const word = value.$type === 'Reference' ? value.name : undefined;
  if (word !== undefined && words?.includes(word)) return context.builder.pool.constant(word);
  const written = value.$cstNode?.text ?? 'something else';
  const wanted = `${list(words ?? [], 'or')}${suggestion(written, words ?? [])}`;
  context.problems.at(value, context.file, argumentFits(`\`${name}\``, wanted, `\`${written}\``));
  return undefined;
}

/** A tensor by its label, which must be there wherever the statement is. */
export function tensor(context: Context, node: Ast.Expression | undefined, flow: Flow): number | undefined {
  const meaning = meaningOf(context, node, flow);
  if (node === undefined || meaning.kind === 'unknown') return undefined;
  if (meaning.kind === 'tensor') return present(context, node, meaning.value) ? meaning.value : undefined;
  const written = node.$cstNode?.text ?? 'this';
  context.problems.at(
    node,
    context.file,
    argumentFits(`\`${written}\``, 'the label of a statement above', describeMeaning(context.builder, meaning)),
  );
  return undefined;
}

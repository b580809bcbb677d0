import { argumentFits } from '../../checks/argument-fits.ts';
import { shareIsATable } from '../../checks/share-is-a-table.ts';
import { wordIsKnown } from '../../checks/word-is-known.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import type { ArgumentDefinition } from '../../operators/operator.ts';
import { describeOperator } from '../../operators/table.ts';
import { bindArguments } from './arguments.ts';
import type { Context, Flow } from './context.ts';
import { describeMeaning } from './describe.ts';
import { flag, meaningOf, number } from './expression.ts';
import { isSingle, present, single } from './reference.ts';
import type { TensorsWay } from './scope.ts';

interface OperatorArguments {
  readonly given: Readonly<Record<string, Expression>>;
  /** Values given by label, in the order written: one way, or several where `layer[a..b]` has open ends. */
  readonly labelled: readonly TensorsWay[];
  /** True where a range of copies is among them. */
  readonly ranged: boolean;
  /** Where tensors are stored that are another operator's, by name. */
  readonly shared: ReadonlyMap<string, string>;
  /** False where an argument is wrong, which is reported. */
  readonly complete: boolean;
}

/** The arguments of a primitive operator as expressions, and the tensors that it reads by label. */
export function readOperatorArguments(
  context: Context,
  written: readonly Ast.Argument[],
  operator: OperatorName,
  variadic: boolean,
  flow: Flow,
): OperatorArguments {
  const { arguments: definitions, inputs, shares } = describeOperator(operator);
  const positional = variadic ? written.filter(({ name }) => name === undefined) : [];
  const labels = [...(inputs.label === undefined ? [] : [inputs.label]), ...(shares === undefined ? [] : ['share'])];
  const declared = [
    ...Object.entries(definitions).map(([name, { default: usual }]) => ({ name, isNeeded: usual === undefined })),
    ...labels.map((name) => ({ name, isNeeded: false })),
  ];
  const rest = written.filter((argument) => !positional.includes(argument));
  const bound = bindArguments(context.problems, context.file, operator, rest, declared);
  const given: Record<string, Expression> = {};
  const shared = new Map<string, string>();
  const tensors = tensorsOf(context, positional, flow);
  let labelled = tensors?.ways ?? [];
  // Behind a misspelt name may be what is missing, so nothing is said of that.
  const named = rest.every(({ name }) => name === undefined || declared.some((one) => one.name === name));
  let complete = tensors !== undefined && named;
  for (const [name, value] of bound) {
    if (name === inputs.label) {
      const memory = tensor(context, value, flow);
      if (memory === undefined) complete = false;
      else labelled = labelled.map((way) => ({ ...way, values: [...way.values, memory] }));
      continue;
    }
    if (name === 'share' && shares !== undefined) {
      const stored = storedAt(context, value, shares, flow);
      if (stored === undefined) complete = false;
      else shared.set(shares, stored);
      continue;
    }
    const expression = readArgument(context, definitions[name]!, operator, name, value, flow);
    if (expression === undefined) complete = false;
    else given[name] = expression;
  }
  return { given, labelled, ranged: tensors?.ranged ?? false, shared, complete };
}

/** The tensors of a list of labels, one way for every setting of open ranges; undefined where one is wrong. */
function tensorsOf(
  context: Context,
  given: readonly Ast.Argument[],
  flow: Flow,
): { readonly ways: readonly TensorsWay[]; readonly ranged: boolean } | undefined {
  const { pool } = context.builder;
  let ranged = false;
  let ways: readonly TensorsWay[] = [{ when: pool.constant(true), values: [] }];
  for (const { value } of given) {
    const meaning = value?.$type === 'Reference' ? meaningOf(context, value, flow) : undefined;
    const single = meaning?.kind === 'tensors' ? undefined : tensor(context, value, flow);
    if (meaning?.kind !== 'tensors' && single === undefined) return undefined;
    const more = meaning?.kind === 'tensors' ? meaning.ways : [{ when: pool.constant(true), values: [single!] }];
    ranged ||= meaning?.kind === 'tensors';
    ways = ways.flatMap((way) =>
      more.map((other) => ({
        when: pool.apply('and', way.when, other.when),
        values: [...way.values, ...other.values],
      })),
    );
  }
  return { ways, ranged };
}

/** Where the tensor of that name is stored that the operator behind a label reads. */
function storedAt(context: Context, node: Ast.Expression, name: string, flow: Flow): string | undefined {
  const value = tensor(context, node, flow);
  if (value === undefined) return undefined;
  const { builder, problems, file } = context;
  builder.readsAround = true;
  const owner = builder.steps.find((step) => step.output === value);
  const shared =
    owner?.kind === 'operator' && describeOperator(owner.operator).shares === name
      ? owner.tensors.find((one) => one.name === name)
      : undefined;
  if (shared !== undefined) return shared.stored;
  const given = owner?.kind === 'operator' ? `the label of \`${owner.operator}\`` : 'the label of something else';
  problems.at(node, file, shareIsATable(given));
  return undefined;
}

function readArgument(
  context: Context,
  { kind, words }: ArgumentDefinition,
  operator: OperatorName,
  name: string,
  value: Ast.Expression,
  flow: Flow,
): Expression | undefined {
  const what = `\`${name}\` of \`${operator}\``;
  if (kind === 'flag') return flag(context, value, flow, what);
  if (kind !== 'word') return number(context, value, flow, what);
  const word = value.$type === 'Reference' ? value.name : undefined;
  if (word !== undefined && words?.includes(word)) return context.builder.pool.constant(word);
  const written = value.$cstNode?.text ?? 'something else';
  context.problems.at(value, context.file, wordIsKnown(name, words ?? [], written));
  return undefined;
}

/** A tensor by its label, which must be there wherever the statement is. */
export function tensor(context: Context, node: Ast.Expression | undefined, flow: Flow): number | undefined {
  const meaning = meaningOf(context, node, flow);
  if (node === undefined || meaning.kind === 'unknown') return undefined;
  if (meaning.kind === 'tensor') return present(context, node, meaning.value) ? meaning.value : undefined;
  if (meaning.kind === 'tensors' && isSingle(meaning)) return single(context, node, meaning)?.value;
  const written = node.$cstNode?.text ?? 'this';
  context.problems.at(
    node,
    context.file,
    argumentFits(`\`${written}\``, 'the label of a statement above', describeMeaning(context.builder, meaning)),
  );
  return undefined;
}

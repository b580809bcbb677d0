import { argumentFits } from '../../checks/argument-fits.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import type { Context, Flow } from './context.ts';
import { readList } from './domain.ts';
import { meaningOf } from './expression.ts';
import type { Meaning } from './scope.ts';

/** Declares a block, whose body sees the scope in which it stands. */
export function declareBlock(context: Pick<Context, 'scope' | 'problems' | 'file'>, node: Ast.Block): void {
  const { scope, problems, file } = context;
  if (node.name === undefined) return;
  const target = { kind: 'block', block: { node, scope, file } } as const;
  const before = scope.declare(
    node.name,
    { kind: 'operators', options: [{ name: node.name, target }] },
    rangeOfNode(node, file),
  );
  if (before !== undefined) problems.atHead(node, file, nameIsNew(node.name, before.line));
}

export function declareConstant(context: Context, node: Ast.Constant, flow: Flow): void {
  if (node.name === undefined) return;
  const { scope, problems, file } = context;
  let meaning = node.list === undefined ? meaningOf(context, node.value, flow) : listOf(context, node, node.list, flow);
  if (meaning.kind === 'tensor' || meaning.kind === 'tensors') {
    problems.at(
      node.value ?? node,
      file,
      argumentFits(`\`${node.name}\``, 'a number, a flag or an operator', 'a tensor'),
    );
    meaning = { kind: 'unknown' };
  }
  const before = scope.declare(node.name, meaning, rangeOfNode(node, file));
  if (before !== undefined) problems.at(node, file, nameIsNew(node.name, before.line));
}

function listOf(context: Context, { name }: Ast.Constant, node: Ast.ListDomain, flow: Flow): Meaning {
  const domain = readList(context, name, node, flow);
  return domain === undefined ? { kind: 'unknown' } : { kind: 'list', domain };
}

/** Labels of a segment: those of a list, and of what makes no segment inside it. */
export function labelsOf(body: Pick<Ast.Body, 'statements'> | undefined): readonly string[] {
  return (body?.statements ?? []).flatMap((statement): readonly string[] => {
    if (statement.$type === 'Labelled') return statement.name === undefined ? [] : [statement.name];
    if (statement.$type === 'Residual') return labelsOf(statement.body);
    return statement.$type === 'If' ? labelsOfIf(statement) : [];
  });
}

function labelsOfIf(node: Ast.If): readonly string[] {
  return [
    ...labelsOf(node.then),
    ...labelsOf(node.else),
    ...(node.elseIf === undefined ? [] : labelsOfIf(node.elseIf)),
  ];
}

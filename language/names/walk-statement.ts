import type * as Ast from '../generated/syntax/ast.ts';
import { isOperatorName } from '../operators/table.ts';
import { endOf, type FileWalk, placeOf, startOf } from './file-walk.ts';
import { NameScope } from './name-scope.ts';
import type { SymbolKind } from './symbol.ts';
import { walkArguments, walkExpression } from './walk-expression.ts';

/** Notes the names of a list of statements, in a scope of its own inside the given one. */
export function walkBody(
  walk: FileWalk,
  body: Ast.Body | undefined,
  outer: NameScope,
  own = new NameScope(outer),
): void {
  if (body === undefined) return;
  walk.opens(body, own);
  for (const statement of body.statements) if (statement.$type === 'Block') declareBlock(walk, statement, own);
  for (const statement of body.statements) walkStatement(walk, statement, own);
}

/** Declares a block's name, which its whole list sees. */
export function declareBlock(walk: FileWalk, node: Ast.Block, scope: NameScope): void {
  const binding = walk.declaration('block', node, 'name', node.name);
  // Parameters are known before any body is walked, so that calls above the block find them.
  for (const parameter of node.parameters) walk.declaration('parameter', parameter, 'name', parameter.name);
  if (binding !== undefined) scope.declare(binding, 0);
}

/** Notes the names inside a block, which sees what is declared around it. */
export function walkBlock(walk: FileWalk, node: Ast.Block, scope: NameScope): void {
  const own = new NameScope(scope, true);
  for (const parameter of node.parameters) {
    walkExpression(walk, parameter.default, own);
    const binding = walk.declared.get(parameter);
    if (binding !== undefined) own.declare(binding, endOf(parameter));
  }
  walkBody(walk, node.body, own, own);
}

function walkStatement(walk: FileWalk, node: Ast.Statement, scope: NameScope): void {
  const declare = (kind: SymbolKind, named: Ast.Statement & { readonly name: string }) => {
    const binding = walk.declaration(kind, named, 'name', named.name);
    if (binding !== undefined) scope.declare(binding, endOf(named));
  };
  switch (node.$type) {
    case 'Block':
      walkBlock(walk, node, scope);
      return;
    case 'Input':
      for (const size of node.sizes) walkExpression(walk, size, scope);
      if (node.name !== undefined) declare('input', node as Ast.Input & { readonly name: string });
      return;
    case 'Constant':
      walkExpression(walk, node.value, scope);
      walkDomain(walk, node.list, scope);
      declare('constant', node);
      return;
    case 'Elastic':
      walkDomain(walk, node.domain, scope);
      walkExpression(walk, node.default, scope);
      declare('decision', node);
      return;
    case 'Weights':
      return;
    case 'Prune':
      for (const share of node.shares) walkExpression(walk, share, scope);
      walkExpression(walk, node.default, scope);
      return;
    case 'Quantize':
      node.formats.forEach((format, i) => {
        walk.builtIn('word', format, placeOf(node, 'formats', i));
      });
      if (node.default !== undefined) walk.builtIn('word', node.default, placeOf(node, 'default'));
      return;
    case 'Labelled':
      walkLabelled(walk, node, scope);
      return;
    default:
      walkUnlabelled(walk, node, scope);
  }
}

function walkLabelled(walk: FileWalk, node: Ast.Labelled, scope: NameScope): void {
  const binding = walk.declaration('label', node, 'name', node.name);
  // Inside a repeat its label stands for the copies so far; inside anything else, for what it means outside.
  const from = node.statement?.$type === 'Repeat' ? startOf(node.statement.body ?? node) : endOf(node);
  if (binding !== undefined) scope.declare(binding, from);
  walkBody(walk, node.body, scope);
  if (node.statement !== undefined) walkUnlabelled(walk, node.statement, scope);
  if (node.nested !== undefined) walkStatement(walk, node.nested, new NameScope(scope));
}

function walkDomain(walk: FileWalk, domain: Ast.Domain | undefined, scope: NameScope): void {
  if (domain?.$type === 'ListDomain') for (const value of domain.values) walkExpression(walk, value, scope);
  if (domain?.$type !== 'RangeDomain') return;
  for (const part of [domain.from, domain.to, domain.step]) walkExpression(walk, part, scope);
}

function walkUnlabelled(walk: FileWalk, node: Ast.Unlabelled, scope: NameScope): void {
  switch (node.$type) {
    case 'Call':
      walkCall(walk, node, scope);
      return;
    case 'From':
      walkExpression(walk, node.source, scope);
      return;
    case 'Repeat': {
      walkExpression(walk, node.count, scope);
      const inner = new NameScope(scope);
      const index = node.index === undefined ? undefined : walk.declaration('index', node, 'index', node.index);
      if (index !== undefined) inner.declare(index, startOf(node));
      walkBody(walk, node.body, inner);
      return;
    }
    case 'Residual':
      walkExpression(walk, node.condition, scope);
      walkBody(walk, node.body, scope);
      walkBody(walk, node.shortcut, scope);
      return;
    case 'Branch':
      walkPaths(walk, node, scope);
      return;
    case 'Choose':
      walk.declaration('decision', node, 'name', node.name);
      walkPaths(walk, node, scope);
      return;
    case 'If':
      walkExpression(walk, node.condition, scope);
      walkBody(walk, node.then, scope);
      walkBody(walk, node.else, scope);
      if (node.elseIf !== undefined) walkUnlabelled(walk, node.elseIf, scope);
      return;
    case 'Route':
      walkExpression(walk, node.count, scope);
      walkExpression(walk, node.top, scope);
      walkBody(walk, node.body, scope);
      return;
  }
}

function walkPaths(walk: FileWalk, { paths, nameless }: Ast.Branch | Ast.Choose, scope: NameScope): void {
  for (const body of nameless) walkBody(walk, body, scope);
  for (const path of paths) {
    walk.declaration('path', path, 'name', path.name);
    walkBody(walk, path.body, scope);
  }
}

function walkCall(walk: FileWalk, node: Ast.Call, scope: NameScope): void {
  const { operator: name } = node;
  if (name === undefined) return;
  const place = placeOf(node, 'operator');
  const binding = scope.find(name, startOf(node));
  // A label or a number of the same name does not hide an operator.
  const isHidden = binding !== undefined && isOperatorName(name) && !isCallable(binding.symbol.kind);
  if (binding !== undefined && !isHidden) {
    walk.refer(binding, place);
    walk.calls.set(node, binding);
    walkArguments(walk, binding, node.arguments, scope);
    return;
  }
  if (isOperatorName(name)) walk.builtIn('operator', name, place);
  walkArguments(walk, name, node.arguments, scope);
}

/** What may stand for an operator: a block, or a name that an operator was given to. */
function isCallable(kind: SymbolKind): boolean {
  return kind === 'block' || kind === 'parameter' || kind === 'decision' || kind === 'constant';
}

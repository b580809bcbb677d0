import type { AstNode } from 'langium';
import { argumentFits } from '../../checks/argument-fits.ts';
import { copyIsThere } from '../../checks/copy-is-there.ts';
import { decisionIsKnown } from '../../checks/decision-is-known.ts';
import { memberIsKnown } from '../../checks/member-is-known.ts';
import { nameIsKnown } from '../../checks/name-is-known.ts';
import { valueIsPresent } from '../../checks/value-is-present.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { isOperatorName, operatorNames } from '../../operators/table.ts';
import type { SymbolicType } from '../space.ts';
import type { Context, Flow } from './context.ts';
import { describeMeaning, describeType, printExpression } from './describe.ts';
import { functions } from './functions.ts';
import { isWhole } from './requirement.ts';
import type { Meaning, TensorMeaning, TensorsWay } from './scope.ts';
import { joinWays } from './ways.ts';

const unknown: Meaning = { kind: 'unknown' };

/** The parts of the elaboration of expressions that a reference needs for its arguments and indices. */
export interface Evaluation {
  call(context: Context, node: Ast.Reference, flow: Flow): Meaning | undefined;
  number(context: Context, node: Ast.Expression | undefined, flow: Flow): Expression | undefined;
}

/** What a name stands for, with what is selected from it: `depth`, `gelu`, `layer[4]`, `x.channels`, `mod(i, 2)`. */
export function meaningOfReference(context: Context, node: Ast.Reference, flow: Flow, evaluation: Evaluation): Meaning {
  if (node.name === undefined) return unknown;
  // A requirement names a decision by its whole path.
  const path = node.selectors.length > 0 ? (node.$cstNode?.text.replaceAll(/\s/g, '') ?? '') : '';
  const whole = path === '' ? undefined : context.scope.find(path);
  if (whole !== undefined) return whole.meaning;
  let meaning = node.called ? evaluation.call(context, node, flow) : lookup(context, node.name, flow);
  if (meaning === undefined) {
    if (context.scope.mayHaveMore && !node.called) return unknown;
    const paths = path === '' ? [] : [...context.scope.names()].filter((name) => /[.[]/.test(name));
    if (paths.length > 0) {
      context.problems.at(node, context.file, decisionIsKnown(path, paths, path));
      return unknown;
    }
    const known = node.called ? Object.keys(functions) : [...context.scope.names(), ...operatorNames, 'x'];
    context.problems.atProperty(node, 'name', context.file, nameIsKnown(node.name, known));
    return unknown;
  }
  for (const selector of node.selectors) {
    const index = selector.index === undefined ? undefined : evaluation.number(context, selector.index, flow);
    const to = selector.to === undefined ? undefined : evaluation.number(context, selector.to, flow);
    meaning = select(context, node, meaning, selector, index, to);
  }
  return meaning;
}

/** A name in sight, the tensor `x`, or an operator; marks decisions as used. */
export function lookup(context: Context, name: string, flow: Flow): Meaning | undefined {
  const entry = context.scope.find(name);
  if (entry !== undefined) {
    if (entry.elastic !== undefined) context.used.add(entry.elastic);
    return entry.meaning;
  }
  if (name === 'x' && flow !== undefined) return { kind: 'tensor', value: flow };
  if (isOperatorName(name)) {
    return { kind: 'operators', options: [{ name, target: { kind: 'primitive', operator: name } }] };
  }
  return undefined;
}

function select(
  context: Context,
  node: Ast.Reference,
  from: Meaning,
  selector: Ast.Selector,
  index: Expression | undefined,
  to: Expression | undefined,
): Meaning {
  if (from.kind === 'unknown') return unknown;
  const one = from.kind === 'tensors' ? single(context, node, from) : from;
  if (one?.kind !== 'tensor') {
    if (one === undefined && from.kind === 'tensors' && isSingle(from)) return unknown;
    const what = `\`${node.name}\``;
    context.problems.at(
      selector,
      context.file,
      argumentFits(what, 'a tensor to take a part of it', describeMeaning(context.builder, from)),
    );
    return unknown;
  }
  if (selector.member !== undefined) return member(context, node, one, selector);
  if (index === undefined) return unknown;
  if (selector.to === undefined) return copy(context, node, one, selector, index);
  return to === undefined ? unknown : copies(context, node, one, selector, index, to);
}

type Tensors = Extract<Meaning, { kind: 'tensors' }>;

/** Whether each setting means one tensor. */
export function isSingle({ ways }: Tensors): boolean {
  return ways.every(({ values }) => values.length === 1);
}

/** The tensor that a decision among labels takes; undefined where a label stands for several, or is not there. */
export function single(context: Context, node: AstNode, from: Tensors): TensorMeaning | undefined {
  if (!isSingle(from)) return undefined;
  const { builder } = context;
  const ways = from.ways.map(({ when, values }) => ({
    when,
    flow: builder.under(when, () => (present(context, node, values[0]!) ? values[0]! : undefined)),
  }));
  const value = joinWays(context, node, node.$cstNode?.text ?? 'label', ways);
  return value === undefined ? undefined : { kind: 'tensor', value };
}

function copy(
  context: Context,
  node: Ast.Reference,
  from: TensorMeaning,
  selector: Ast.Selector,
  index: Expression,
): Meaning {
  if (index.kind !== 'constant') return copyByDecision(context, node, from, selector, index);
  const number = Number(index.value);
  const value = from.copies?.[number];
  if (value === undefined) return refuseCopy(context, node, from, selector);
  return { kind: 'tensor', value, ...(from.path === undefined ? {} : { path: `${from.path}[${number}]` }) };
}

/** `layer[exit]`: each setting of an open index is a way of its own. */
function copyByDecision(
  context: Context,
  node: Ast.Reference,
  from: TensorMeaning,
  selector: Ast.Selector,
  index: Expression,
): Meaning {
  const { pool } = context.builder;
  const { copies } = from;
  if (copies === undefined) return refuseCopy(context, node, from, selector);
  if (!isWhole(context, selector, `an index of \`${node.name}\``, index)) return unknown;
  const isCopy = pool.apply(
    'and',
    pool.apply('less_equal', pool.constant(0), index),
    pool.apply('less', index, pool.constant(copies.length)),
  );
  if (!holds(context, isCopy)) return refuseCopy(context, node, from, selector);
  const ways: TensorsWay[] = [];
  const [least, most] = reachOf(context, index, copies);
  for (let i = least; i <= most; i += 1) {
    const when = pool.apply('equal', index, pool.constant(i));
    if (isPossible(context, when)) ways.push({ when, values: [copies[i]!] });
  }
  return { kind: 'tensors', ways };
}

/** The first and the last copy that an index may mean. */
function reachOf({ builder }: Context, index: Expression, copies: readonly number[]): readonly [number, number] {
  const { low, high } = builder.rangeOf(index);
  return [Math.max(0, Math.ceil(low)), Math.min(copies.length - 1, Math.floor(high))];
}

/** Whether a condition holds wherever the statement is. */
function holds({ builder }: Context, condition: Expression): boolean {
  const { pool } = builder;
  return builder.counterexample(pool.apply('and', builder.condition, pool.apply('not', condition))) === 'none';
}

/** Whether a condition holds anywhere where the statement is. */
function isPossible({ builder }: Context, condition: Expression): boolean {
  return builder.counterexample(builder.pool.apply('and', builder.condition, condition)) !== 'none';
}

/** `layer[a..b]`: the copies from a to b, both of them included; each setting of open ends is a way of its own. */
function copies(
  context: Context,
  node: Ast.Reference,
  from: TensorMeaning,
  selector: Ast.Selector,
  first: Expression,
  last: Expression,
): Meaning {
  const { builder } = context;
  const { pool } = builder;
  if (from.copies === undefined) return refuseCopy(context, node, from, selector);
  const what = `an index of \`${node.name}\``;
  if (!isWhole(context, selector, what, first) || !isWhole(context, selector, what, last)) return unknown;
  const within = pool.apply(
    'and',
    pool.apply('less_equal', pool.constant(0), first),
    pool.apply('less_equal', first, last),
    pool.apply('less', last, pool.constant(from.copies.length)),
  );
  if (!holds(context, within)) return refuseCopy(context, node, from, selector);
  const ways: TensorsWay[] = [];
  const [leastFirst, mostFirst] = reachOf(context, first, from.copies);
  const [leastLast, mostLast] = reachOf(context, last, from.copies);
  for (let a = leastFirst; a <= mostFirst; a += 1) {
    for (let b = Math.max(a, leastLast); b <= mostLast; b += 1) {
      const when = pool.apply(
        'and',
        pool.apply('equal', first, pool.constant(a)),
        pool.apply('equal', last, pool.constant(b)),
      );
      if (!isPossible(context, when)) continue;
      ways.push({ when, values: from.copies.slice(a, b + 1) });
    }
  }
  // Where the statement itself is never there, neither is any setting: all copies stand for them.
  if (ways.length === 0 && from.copies.length > 0) ways.push({ when: pool.constant(true), values: from.copies });
  return { kind: 'tensors', ways };
}

function refuseCopy(context: Context, node: Ast.Reference, from: TensorMeaning, selector: Ast.Selector): Meaning {
  const written = node.$cstNode?.text ?? node.name;
  const problem = copyIsThere(node.name, written, from.copies?.length, selector.to !== undefined);
  context.problems.at(selector, context.file, problem);
  return unknown;
}

/** A size, or the value of a label inside the labelled statement: of a repeat, inside its last copy. */
function member(context: Context, node: Ast.Reference, from: TensorMeaning, selector: Ast.Selector): Meaning {
  const sizes = members(context.builder.values[from.value]!);
  const name = selector.member!;
  const expression = sizes.get(name);
  if (expression !== undefined) return { kind: 'value', expression };
  const path = from.copies === undefined ? from.path : `${from.path}[${from.copies.length - 1}]`;
  context.builder.readsAround = true;
  const inner = from.path === undefined ? undefined : context.labels.get(`${path}.${name}`);
  if (inner !== undefined) return inner;
  const known = [...sizes.keys(), ...context.labels.inside(path)];
  const shape = () => describeType(context.builder, context.builder.values[from.value]!);
  const problem = memberIsKnown(node.name, name, shape, known);
  context.problems.atProperty(selector, 'member', context.file, problem);
  return unknown;
}

function members(type: SymbolicType): ReadonlyMap<string, Expression> {
  switch (type.kind) {
    case 'image':
      return new Map(Object.entries({ channels: type.channels, height: type.height, width: type.width }));
    case 'sequence':
      return new Map(Object.entries({ tokens: type.length, width: type.width }));
    case 'vector':
      return new Map(Object.entries({ width: type.width }));
    case 'tokens':
      return new Map(Object.entries({ tokens: type.length }));
    case 'graph':
      return new Map(Object.entries({ nodes: type.nodes, edges: type.edges, width: type.width }));
    case 'stack':
      return new Map([['count', type.count], ...members(type.of)]);
  }
}

/** A tensor that is there wherever the statement is; reports one that may be absent. */
export function present(context: Context, node: AstNode, value: number): boolean {
  const condition = context.builder.absence(value);
  if (condition === undefined) return true;
  const label = node.$cstNode?.text ?? 'this value';
  context.problems.at(node, context.file, valueIsPresent(label, printExpression(context.builder, condition)));
  return false;
}

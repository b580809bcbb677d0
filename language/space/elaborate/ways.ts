import type { AstNode } from 'langium';
import { pathsMeet } from '../../checks/paths-meet.ts';
import type { Expression } from '../../cost/expression.ts';
import type { Context, Flow } from './context.ts';
import { describeType } from './describe.ts';

/** One way that the pipeline may have gone. */
export interface Way {
  readonly when: Expression;
  readonly flow: Flow;
}

/** The tensor that flows on after several ways; ways that give different kinds are reported, and the first is a guess. */
export function joinWays(context: Context, node: AstNode, statement: string, ways: readonly Way[]): Flow {
  const { builder, problems, file } = context;
  const alternatives = ways.flatMap(({ when, flow }) => (flow === undefined ? [] : [{ when, value: flow }]));
  if (alternatives.length < ways.length || alternatives.length === 0) return undefined;
  const first = builder.values[alternatives[0]!.value]!;
  const other = alternatives.find(({ value }) => builder.values[value]!.kind !== first.kind);
  if (other === undefined) return builder.merge(alternatives);
  if (alternatives.every(({ value }) => builder.certain(value))) {
    const [a, b] = [first, builder.values[other.value]!].map((type) => describeType(builder, type));
    problems.atHead(node, file, pathsMeet(statement, a!, b!));
  }
  return builder.guess(builder.merge(alternatives));
}

import { biasIsNeeded } from '../../checks/bias-is-needed.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { OperatorStep, Step } from '../space.ts';
import { isConstant } from './builder.ts';
import type { StatementHint } from './piece.ts';
import type { Problems } from './problems.ts';

/** Reports operators with a bias whose output nothing reads but a `batchnorm`, which has a shift of its own. */
export function idleBiases(
  steps: readonly Step[],
  hints: readonly (readonly StatementHint[])[],
  file: string,
  problems: Problems,
): void {
  const idle = new Set(operatorsWithIdleBias(steps));
  if (idle.size === 0) return;
  for (const { node, steps: own } of hints.flat()) {
    const [operator] = own;
    const call = node.$type === 'Labelled' ? node.statement : node;
    if (own.length !== 1 || !idle.has(operator!) || call?.$type !== 'Call') continue;
    const written = (call satisfies Ast.Call).arguments.find(({ name }) => name === 'bias');
    problems.at(written ?? call, file, biasIsNeeded(operator!.operator));
  }
}

function operatorsWithIdleBias(steps: readonly Step[]): OperatorStep[] {
  /** By value: its operator, where that has a bias, and how many read it. */
  const biased: (OperatorStep | undefined)[] = [];
  const readers: number[] = [];
  const normed: number[] = [];
  for (const step of steps) {
    const read = step.kind === 'operator' ? step.inputs : step.alternatives.map(({ value }) => value);
    for (const value of read) readers[value] = (readers[value] ?? 0) + 1;
    if (step.kind === 'merge') continue;
    if (step.operator === 'batchnorm') normed.push(step.inputs[0]!);
    else if (step.arguments.bias !== undefined && isConstant(step.arguments.bias, true)) biased[step.output] = step;
  }
  return normed.flatMap((value) => (readers[value] === 1 ? (biased[value] ?? []) : []));
}

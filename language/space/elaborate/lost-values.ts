import type { AstNode } from 'langium';
import { valueIsRead } from '../../checks/value-is-read.ts';
import type { Step } from '../space.ts';
import type { StatementHint } from './context.ts';
import type { Problems } from './problems.ts';

/** Reports statements of whose operators none has a part in the output, in any use of theirs: the outermost ones. */
export function lostValues(
  steps: readonly Step[],
  output: number,
  hints: readonly StatementHint[],
  file: string,
  problems: Problems,
): void {
  const read = valuesRead(steps, output);
  const lost = new Map<AstNode, StatementHint>();
  const kept = new Set<AstNode>();
  for (const hint of hints) {
    if (hint.steps.length === 0 || hint.range.file !== file) continue;
    if (hint.steps.some((step) => read.has(step.output))) kept.add(hint.node);
    else lost.set(hint.node, hint);
  }
  const isLost = (node: AstNode | undefined) => node !== undefined && lost.has(node) && !kept.has(node);
  for (const node of lost.keys()) {
    if (!isLost(node) || isInside(node, isLost)) continue;
    const head = /^[^{\n]*/.exec(node.$cstNode?.text ?? '')![0].trim();
    problems.atHead(node, file, valueIsRead(head));
  }
}

function isInside(node: AstNode, isLost: (node: AstNode | undefined) => boolean): boolean {
  for (let outer = node.$container; outer !== undefined; outer = outer.$container) if (isLost(outer)) return true;
  return false;
}

/** The values on which the output depends. */
function valuesRead(steps: readonly Step[], output: number): ReadonlySet<number> {
  const read = new Set([output]);
  // A step reads only values that were there before it.
  for (const step of steps.toReversed()) {
    if (!read.has(step.output)) continue;
    const inputs = step.kind === 'operator' ? step.inputs : step.alternatives.map(({ value }) => value);
    for (const input of inputs) read.add(input);
  }
  return read;
}

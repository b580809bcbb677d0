import type { AstNode } from 'langium';
import { valueIsRead } from '../../checks/value-is-read.ts';
import type { Step } from '../space.ts';
import type { StatementHint } from './piece.ts';
import type { Problems } from './problems.ts';

/** Reports statements of whose operators none has a part in the output, in any use of theirs: the outermost ones. */
export function lostValues(
  steps: readonly Step[],
  output: number,
  hints: readonly (readonly StatementHint[])[],
  file: string,
  problems: Problems,
): void {
  const read = valuesRead(steps, output);
  // Mostly all are read, and no statement need be looked at.
  if (steps.every((step) => step.kind === 'merge' || read[step.output] === 1)) return;
  const lost = new Map<AstNode, StatementHint>();
  const kept = new Set<AstNode>();
  for (const hint of hints.flat()) {
    if (hint.steps.length === 0) continue;
    if (hint.steps.some((step) => read[step.output] === 1)) kept.add(hint.node);
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

/** 1 at the values on which the output depends. */
function valuesRead(steps: readonly Step[], output: number): Uint8Array {
  const read = new Uint8Array(Math.max(output, steps.at(-1)?.output ?? 0) + 1);
  read[output] = 1;
  // A step reads only values that were there before it.
  for (let i = steps.length - 1; i >= 0; i -= 1) {
    const step = steps[i]!;
    if (read[step.output] !== 1) continue;
    if (step.kind === 'operator') for (const input of step.inputs) read[input] = 1;
    else for (const { value } of step.alternatives) read[value] = 1;
  }
  return read;
}

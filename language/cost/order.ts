import type { Expression, Value } from './expression.ts';

/**
 * Which of two expressions of a pool stands first where their order makes no difference: by the last decision that they
 * read, then by how deep they are, then by what they are made of. It never depends on what else the pool has made, so
 * that an expression is written the same way however the file came to be.
 */
export function compare(a: Expression, b: Expression): number {
  if (a === b) return 0;
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.kind === 'constant' && b.kind === 'constant') return compareValues(a.value, b.value);
  if (a.kind !== 'apply' || b.kind !== 'apply') return a.kind < b.kind ? -1 : 1;
  if (a.operation !== b.operation) return a.operation < b.operation ? -1 : 1;
  if (a.operands.length !== b.operands.length) return a.operands.length - b.operands.length;
  for (let i = 0; i < a.operands.length; i += 1) {
    const order = compare(a.operands[i]!, b.operands[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

const deepest = 1023;

/** The place of an operation among others that read the same decisions. */
export function rankOf(variables: readonly number[], operands: readonly Expression[]): number {
  let depth = 0;
  for (const { rank } of operands) depth = Math.max(depth, (rank & deepest) + 1);
  return rankOfLeaf(variables.at(-1)) + Math.min(depth, deepest);
}

/** The place of a decision; constants stand before them. */
export function rankOfLeaf(variable = -1): number {
  return (variable + 1) * (deepest + 1);
}

function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [`${typeof a} ${a}`, `${typeof b} ${b}`];
  return x < y ? -1 : Number(x > y);
}

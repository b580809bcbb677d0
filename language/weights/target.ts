import type * as Ast from '../generated/syntax/ast.ts';
import type { Numbers } from './pattern.ts';
import type { Sought } from './stored-paths.ts';

/**
 * Where a line of a name map leads: the paths for the numbers in a tensor's name, several where the tensor is fused
 * (`{query, key, value}`); undefined where an index is no whole number of at least 0.
 */
export interface Target {
  readonly text: string;
  at(numbers: Numbers): readonly (readonly Sought[])[] | undefined;
}

/** The variable that counts all copies under one label, whatever is around them. */
const COUNTING = 'n';

/** A target as written, or what is wrong with it. */
export function readTarget(node: Ast.WeightsPath, variables: readonly string[]): Target | { readonly problem: string } {
  const unknown = variablesOf(node).find((name) => !variables.includes(name));
  if (unknown !== undefined) {
    const known = variables.length === 0 ? 'it has none' : `it has ${variables.map((name) => `{${name}}`).join(', ')}`;
    return { problem: `uses \`${unknown}\`, which is no variable of the pattern: ${known}` };
  }
  return {
    text: node.$cstNode?.text ?? '',
    at(numbers) {
      let paths: Sought[][] | undefined = [[]];
      for (const segment of node.segments) {
        const ends = segmentsAt(segment, numbers);
        if (ends === undefined) return undefined;
        paths = paths.flatMap((path) => ends.map((end) => [...path, end]));
      }
      return paths;
    },
  };
}

/** One segment, or as many as its braces list. */
function segmentsAt({ parts, index }: Ast.WeightsSegment, numbers: Numbers): Sought[] | undefined {
  const labels = parts.reduce<string[]>(
    (written, { text, names }) => {
      const [only, ...others] = names;
      const isVariable = others.length === 0 && only !== undefined && numbers.has(only);
      const ways = text !== undefined ? [text] : isVariable ? [`${numbers.get(only)}`] : names;
      return written.flatMap((before) => ways.map((way) => `${before}${way}`));
    },
    [''],
  );
  if (index === undefined) return labels;
  const at = numberAt(index, numbers);
  if (at === undefined || !Number.isInteger(at) || at < 0) return undefined;
  const counts = referencesOf(index).includes(COUNTING);
  return labels.map((label) => (counts ? { label, copy: at } : `${label}[${at}]`));
}

/** Single names in braces and names in indices; a list in braces is of segments. */
function variablesOf({ segments }: Ast.WeightsPath): string[] {
  return segments.flatMap(({ parts, index }) => [
    ...parts.flatMap(({ names }) => (names.length === 1 ? names : [])),
    ...(index === undefined ? [] : referencesOf(index)),
  ]);
}

function referencesOf(node: Ast.Expression): string[] {
  switch (node.$type) {
    case 'Reference':
      return [node.name];
    case 'Minus':
      return node.operand === undefined ? [] : referencesOf(node.operand);
    case 'Arithmetic':
      return [node.left, node.right].flatMap((side) => (side === undefined ? [] : referencesOf(side)));
    default:
      return [];
  }
}

/** Whole numbers, variables, and sums, differences, products and quotients of them. */
function numberAt(node: Ast.Expression | undefined, numbers: Numbers): number | undefined {
  switch (node?.$type) {
    case 'Quantity':
      return /^\d{1,9}$/.test(node.text) ? Number(node.text) : undefined;
    case 'Reference':
      return node.selectors.length === 0 && !node.called ? numbers.get(node.name) : undefined;
    case 'Minus': {
      const value = numberAt(node.operand, numbers);
      return value === undefined ? undefined : -value;
    }
    case 'Arithmetic': {
      const [left, right] = [numberAt(node.left, numbers), numberAt(node.right, numbers)];
      if (left === undefined || right === undefined) return undefined;
      const results = { '+': left + right, '-': left - right, '*': left * right, '/': left / right };
      return Object.hasOwn(results, node.operator) ? results[node.operator as keyof typeof results] : undefined;
    }
    default:
      return undefined;
  }
}

import type * as Ast from '../generated/syntax/ast.ts';
import type { Captured, NamePattern } from './pattern.ts';
import type { Sought } from './stored-paths.ts';

/**
 * Where a line of a name map leads: the paths for what a tensor's name holds, several where the tensor is fused
 * (`{query, key, value}`); undefined where an index is no whole number of at least 0. `{weight|bias}` follows the
 * pattern's choice of as many texts, the last one where there are several.
 */
export interface Target {
  readonly text: string;
  at(captured: Captured): readonly (readonly Sought[])[] | undefined;
}

/** The variable that counts all copies under one label, whatever is around them. */
const COUNTING = 'n';

/** A target as written, or what is wrong with it. */
export function readTarget(
  node: Ast.WeightsPath,
  { variables, choices }: NamePattern,
): Target | { readonly problem: string } {
  const unknown = variablesOf(node).find((name) => !variables.includes(name));
  if (unknown !== undefined) {
    const known = variables.length === 0 ? 'it has none' : `it has ${variables.map((name) => `{${name}}`).join(', ')}`;
    return { problem: `uses \`${unknown}\`, which is no variable of the pattern: ${known}` };
  }
  const loose = node.segments
    .flatMap(({ parts }) => parts)
    .find((part) => {
      const count = textsOf(part).length;
      return count > 0 && !choices.includes(count);
    });
  if (loose !== undefined) {
    return { problem: `has \`${loose.$cstNode?.text}\`, and the pattern no choice of ${textsOf(loose).length} texts` };
  }
  return {
    text: node.$cstNode?.text ?? '',
    at(captured) {
      let paths: Sought[][] | undefined = [[]];
      for (const segment of node.segments) {
        const ends = segmentsAt(segment, captured);
        if (ends === undefined) return undefined;
        paths = paths.flatMap((path) => ends.map((end) => [...path, end]));
      }
      return paths;
    },
  };
}

/** One segment, or as many as its braces list. */
function segmentsAt({ parts, index }: Ast.WeightsSegment, { numbers, choices }: Captured): Sought[] | undefined {
  const labels = parts.reduce<string[]>(
    (written, part) => {
      const { text, names } = part;
      const [only, ...others] = names;
      const texts = textsOf(part);
      if (texts.length > 0) {
        const taken = choices.findLast(({ of }) => of === texts.length)?.taken ?? 0;
        return written.map((before) => `${before}${texts[taken]}`);
      }
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
    ...parts.flatMap(({ names, choices }) => (names.length === 1 && choices.length === 0 ? names : [])),
    ...(index === undefined ? [] : referencesOf(index)),
  ]);
}

/** `weight|bias` of a choice; none where the part is no choice. */
function textsOf({ names, choices }: Ast.WeightsPart): readonly string[] {
  return choices.length === 0 ? [] : [...names, ...choices];
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
function numberAt(node: Ast.Expression | undefined, numbers: Captured['numbers']): number | undefined {
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

import type * as Ast from '../generated/syntax/ast.ts';

/** One line of a configuration: the decisions that it names, and what is written for them. */
export interface WrittenChoice {
  readonly node: Ast.Choice;
  /** Whole paths: several where copies are given as a range, `layer[0..3].heads`. */
  readonly paths: readonly string[];
  /** The last part of the path, as it stands behind those of the groups around it; undefined for a range of copies. */
  readonly written: string | undefined;
}

/** Copies that a range may name: as many as a repeat may have. */
const mostCopies = 1000;

/** The lines of a configuration in their order, those in groups with the paths of these. */
export function choicesOf(choices: readonly Ast.Choice[], around: readonly string[] = ['']): readonly WrittenChoice[] {
  return choices.flatMap((node) => {
    const segments = node.path?.segments ?? [];
    const inner = segments.reduce(
      (paths, segment, i) => join(paths, segment, i === 0 && around[0] === '' ? '' : '.'),
      around,
    );
    if (segments.length === 0 || inner.length === 0) return [];
    if (node.value === undefined) return choicesOf(node.choices, inner);
    const isRange = inner.length > around.length || around.length > 1;
    const text = node.path.$cstNode?.text.replaceAll(/\s/g, '');
    return [{ node, paths: inner, written: isRange ? undefined : text }];
  });
}

function join(paths: readonly string[], { name, index, to }: Ast.ChoiceSegment, mark: string): readonly string[] {
  const [first, last] = [index, to ?? index].map(Number) as [number, number];
  if (index === undefined) return paths.map((path) => `${path}${mark}${name ?? ''}`);
  // What is no range of copies is told as a path that nobody has.
  const isRange = to !== undefined && Number.isInteger(first) && first <= last && last < mostCopies;
  if (!isRange) {
    const copy = to === undefined ? index : `${index}..${to}`;
    return paths.map((path) => `${path}${mark}${name ?? ''}[${copy}]`);
  }
  const copies = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return copies.length * paths.length > mostCopies
    ? paths.map((path) => `${path}${mark}${name}[${index}..${to}]`)
    : paths.flatMap((path) => copies.map((copy) => `${path}${mark}${name ?? ''}[${copy}]`));
}

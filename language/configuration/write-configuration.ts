import { configurationOf } from '../space/configuration.ts';
import type { Genome } from '../space/decision.ts';
import type { Space } from '../space/space.ts';
import { writtenValue } from './configuration.ts';

/** Letters of a line, up to which a group stands on one. */
const widest = 100;

interface Leaf {
  readonly segments: readonly string[];
  readonly value: string;
}

/**
 * A `configuration` declaration that stands for a sub-network, as the formatter leaves it: decisions by the parts of
 * their paths, and equal copies beside each other as one range.
 */
export function writeConfiguration(space: Space, name: string, genome: Genome): string {
  const settled = configurationOf(space, genome);
  const leaves = space.decisions.flatMap((decision): Leaf[] => {
    const value = settled[decision.path];
    return value === undefined ? [] : [{ segments: decision.path.split('.'), value: writtenValue(decision, value) }];
  });
  const lines = linesOf(leaves).map((line) => `  ${line}\n`);
  return `configuration ${name} of ${space.name} {${lines.length === 0 ? '' : `\n${lines.join('')}`}}\n`;
}

interface Group {
  readonly name: string;
  /** The copies, where they are numbered. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly lines: readonly string[];
}

/** The lines for some decisions, in their order, without the indentation of the list that they stand in. */
function linesOf(leaves: readonly Leaf[]): readonly string[] {
  const groups: Group[] = [];
  for (let start = 0, end = 0; start < leaves.length; start = end) {
    const [head, ...rest] = leaves[start]!.segments;
    end = start + 1;
    if (rest.length === 0) {
      groups.push({ ...placeOf(head!), lines: [`: ${leaves[start]!.value}`] });
      continue;
    }
    while (leaves[end] !== undefined && leaves[end]!.segments.length > 1 && leaves[end]!.segments[0] === head) end += 1;
    const inner = leaves.slice(start, end).map(({ segments, value }) => ({ segments: segments.slice(1), value }));
    add(groups, { ...placeOf(head!), lines: linesOf(inner) });
  }
  return groups.flatMap(written);
}

/** Adds a group, or another copy to the last one where that says the same. */
function add(groups: Group[], group: Group): void {
  const before = groups.at(-1);
  const isNext = before?.name === group.name && before.last !== undefined && before.last + 1 === group.first;
  if (before !== undefined && isNext && before.lines.join('\n') === group.lines.join('\n')) {
    groups[groups.length - 1] = { ...before, last: group.last };
  } else groups.push(group);
}

/** `unit[3]` is the copy 3 of `unit`. */
function placeOf(segment: string): Pick<Group, 'name' | 'first' | 'last'> {
  const parts = /^(.*)\[(\d+)\]$/.exec(segment);
  const copy = parts === null ? undefined : Number(parts[2]);
  return { name: parts?.[1] ?? segment, first: copy, last: copy };
}

function written({ name, first, last, lines }: Group): readonly string[] {
  const copies = first === undefined ? '' : first === last ? `[${first}]` : `[${first}..${last}]`;
  const head = `${name}${copies}`;
  const [only] = lines;
  if (lines.length === 1 && only!.startsWith(':')) return [`${head}${only}`];
  if (lines.length === 1 && !only!.includes('{')) return [`${head}.${only}`];
  const isShort = !lines.some((line) => line.includes('{') || line === '}');
  const row = `${head} { ${lines.join('; ')} }`;
  if (isShort && row.length <= widest) return [row];
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}'];
}

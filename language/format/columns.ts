import type { PrintedLine, PrintedWord } from './print.ts';

/** A line's words, each at its column. */
interface Placed {
  readonly indentation: number;
  readonly words: readonly PrintedWord[];
  /** Spaces before each word. */
  readonly spaces: number[];
}

/**
 * Gives each printed line its text, with the columns that the author aligned.
 *
 * Words of neighbouring lines that began at one column of the source, at least one of them after two or more spaces,
 * begin at one column again: the first one that all of them can reach. Comments at the ends of neighbouring lines
 * share a column: the furthest at which one of them stood after two or more spaces, or which the code leaves free.
 * What is laid out so is laid out the same a second time.
 */
export function alignColumns(lines: readonly PrintedLine[]): string[] {
  const placed = lines.map(({ indentation, words }) => ({
    indentation,
    words,
    spaces: words.map(({ space }): number => space),
  }));
  for (const section of sections(placed, ([first], line) => first.indentation === line.indentation)) {
    alignWords(section);
  }
  for (const section of sections(placed, goesOnWithComments)) if (hasComment(section[0])) alignComments(section);
  return placed.map(textOf);
}

type Section = [Placed, ...Placed[]];

/** Neighbouring lines, none of them empty, as long as each belongs with those before. */
function sections(lines: readonly Placed[], belongs: (section: Section, line: Placed) => boolean): Section[] {
  const found: Section[] = [];
  let section: Section | undefined;
  for (const line of lines) {
    if (section && line.words.length > 0 && belongs(section, line)) section.push(line);
    else {
      section = line.words.length > 0 ? [line] : undefined;
      if (section) found.push(section);
    }
  }
  return found;
}

function alignWords(section: readonly Placed[]): void {
  const columns = new Map<number, { line: Placed; word: number; gap: number }[]>();
  for (const line of section) {
    for (const [word, { source, space }] of line.words.entries()) {
      const gap = gapBefore(line, word);
      // Where several lines of the source became one, only its first part can have been aligned.
      if (gap === 0 || space === 0 || source?.kind !== 'token' || source.line !== line.words[0]?.source?.line) continue;
      columns.set(source.column, [...(columns.get(source.column) ?? []), { line, word, gap }]);
    }
  }
  for (const [, members] of [...columns].sort(([a], [b]) => a - b)) {
    const isAligned = new Set(members.map(({ line }) => line)).size > 1 && members.some(({ gap }) => gap > 1);
    if (!isAligned) continue;
    const column = Math.max(...members.map(({ line, word }) => columnOf(line, word)));
    for (const { line, word } of members) line.spaces[word]! += column - columnOf(line, word);
  }
}

function alignComments(section: Section): void {
  const wanted = section.map((line) => {
    const last = line.words.length - 1;
    const natural = columnOf(line, last);
    return gapBefore(line, last) > 1 ? Math.max(line.words[last]!.source!.column, natural) : natural;
  });
  const column = Math.max(...wanted);
  for (const line of section) {
    const last = line.words.length - 1;
    line.spaces[last]! += column - columnOf(line, last);
  }
}

/** Spaces before a word in the source; 0 where it did not follow the words before it on their line. */
function gapBefore({ words }: Placed, word: number): number {
  const before = words.findLastIndex(({ source }, i) => i < word && source !== undefined);
  const [last, source] = [words[before]?.source, words[word]!.source];
  if (!last || !source || last.endLine !== source.line) return 0;
  // Separators are written anew.
  const separators = words.slice(before + 1, word).reduce((length, { text }) => length + text.length, 0);
  return Math.max(0, source.column - last.endColumn - separators);
}

/** Whether a `//` comment stands behind the line's code. */
function hasComment({ words }: Placed): boolean {
  return words.length > 1 && isComment(words.at(-1)!);
}

/** Whether the line has a comment too: one behind its code, or one alone that stood right below the last one. */
function goesOnWithComments(section: Section, line: Placed): boolean {
  if (!hasComment(section[0])) return false;
  if (hasComment(line)) return true;
  const [above, below] = [section.at(-1)!.words.at(-1)!.source!, line.words[0]!.source];
  if (line.words.length > 1 || below?.kind !== 'comment' || !below.endsLine) return false;
  return below.column === above.column && below.line === above.line + 1 && below.column !== line.indentation;
}

function isComment({ source }: PrintedWord): boolean {
  return source?.kind === 'comment' && source.endsLine;
}

function columnOf({ indentation, words, spaces }: Placed, word: number): number {
  let column = indentation + spaces[word]!;
  for (let i = 0; i < word; i += 1) column += spaces[i]! + words[i]!.text.length;
  return column;
}

function textOf({ indentation, words, spaces }: Placed): string {
  const text = words.map((word, i) => ' '.repeat(spaces[i]!) + word.text).join('');
  return text === '' ? '' : ' '.repeat(indentation) + text;
}

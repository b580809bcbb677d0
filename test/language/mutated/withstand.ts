import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Compilation,
  compile,
  configurationOf,
  costsAt,
  defaults,
  format,
  hintsOf,
  networkAt,
  type SourceRange,
  smallest,
  statementCost,
  storedTensors,
} from '../../../language/index.ts';
import { commentsOf, treeOf } from '../format/content.ts';

/** The texts that are mutated: every example, and the standard library's pages. */
export const originals: readonly string[] = ['examples', 'examples/published', 'language/library', 'test/fixtures']
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((file) => file.endsWith('.lithe'))
  .map((file) => readFileSync(file, 'utf8'));

/** Does one of the things that an editor asks for. */
type Do = <T>(what: string, work: () => T) => T;

/**
 * Does with a text, however broken, what an editor does: compiles it, prices it and a statement of each line, formats it. Throws
 * where one of them throws, where a place lies outside the text, or where formatting changes what the text means.
 */
export function withstand(text: string, ask: Do = (_, work) => work()): void {
  const compilation = ask('compile', () => compile(text, { file: 'mutated.lithe' }));
  assert.deepEqual(placesOutside(text, compilation), [], 'every place lies inside the text');
  const lines = new Map(hintsOf(compilation).map((hint) => [hint.range.line, hint]));
  ask('price statements', () => {
    for (const { space, steps } of lines.values()) statementCost(space, steps);
  });
  const isWrong = compilation.diagnostics.some(({ severity }) => severity === 'error');
  for (const space of compilation.spaces) {
    for (const genome of [defaults(space), smallest(space)]) {
      ask('settle', () => [networkAt(space, genome), configurationOf(space, genome)]);
      ask('price a sub-network', () => costsAt(space, genome));
    }
    // Nobody asks which weights a space has that is not right.
    if (!isWrong) ask('list tensors', () => storedTensors(space));
  }
  const formatted = ask('format', () => format(text, 'mutated.lithe'));
  if ('errors' in formatted) {
    assert.notEqual(formatted.errors.length, 0, 'a text that cannot be formatted has errors');
    return;
  }
  const again = format(formatted.text, 'mutated.lithe');
  assert.deepEqual(again, { text: formatted.text }, 'formatting twice equals once');
  assert.deepEqual(treeOf(formatted.text), treeOf(text), 'formatting keeps the syntax tree');
  assert.deepEqual(commentsOf(formatted.text), commentsOf(text), 'formatting keeps the comments');
}

/** Places that lie outside the text, or end before they begin. */
function placesOutside(text: string, compilation: Compilation): readonly SourceRange[] {
  const { diagnostics, spaces } = compilation;
  const widths = text.split(/\r\n|\r|\n/).map((line) => line.length + 1);
  const inside = (line: number, column: number) => line >= 1 && column >= 1 && column <= (widths[line - 1] ?? 0);
  const edits = diagnostics.flatMap(({ fixes }) => (fixes ?? []).flatMap((fix) => fix.edits.map(({ range }) => range)));
  const sources = spaces.flatMap(({ source, decisions }) => [source, ...decisions.map((one) => one.source)]);
  return [...diagnostics, ...edits, ...hintsOf(compilation).map(({ range }) => range), ...sources].filter(
    ({ file, line, column, endLine, endColumn }) =>
      file === 'mutated.lithe' &&
      (!inside(line, column) ||
        !inside(endLine, endColumn) ||
        endLine < line ||
        (endLine === line && endColumn < column)),
  );
}

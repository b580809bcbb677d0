import { textIsNotTooDeep } from '../checks/text-is-not-too-deep.ts';
import type { Diagnostic, SourceRange } from '../source.ts';

/** What is said of a text that is nested too deep for the stack, at its deepest place. */
export function tooDeep(text: string, file: string): Diagnostic {
  const { severity, code, message } = textIsNotTooDeep();
  return { ...deepestPlace(text, file), severity, code, message };
}

/** Where the most brackets are open; the start of the file where there are none. */
function deepestPlace(text: string, file: string): SourceRange {
  let [depth, most, deepest] = [0, 0, 0];
  for (const { 0: found, index } of text.matchAll(/"[^"\n]*"|\/\/.*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]/g)) {
    if ('([{'.includes(found)) depth += 1;
    else if (')]}'.includes(found)) depth -= 1;
    if (depth > most) [most, deepest] = [depth, index];
  }
  const before = text.slice(0, deepest).split('\n');
  const [line, column] = [before.length, before.at(-1)!.length + 1];
  return { file, line, column, endLine: line, endColumn: column + (most > 0 ? 1 : 0) };
}

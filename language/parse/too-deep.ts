import { textIsNotTooDeep } from '../checks/text-is-not-too-deep.ts';
import type { Diagnostic, SourceRange } from '../source.ts';

/** What is said of a text that is nested too deep for the stack, at its deepest place. */
export function tooDeep(text: string, file: string): Diagnostic {
  const { severity, code, message } = textIsNotTooDeep();
  return { ...deepestPlace(text, file), severity, code, message };
}

/** Nobody writes so many levels, and where brackets are missing as well, a parser that recovers takes their square. */
const mostLevels = 64;

/** Whether brackets are nested deeper than anything is read. */
export function isTooDeep(text: string): boolean {
  return deepest(text).levels > mostLevels;
}

/** Where the most brackets are open; the start of the file where there are none. */
function deepestPlace(text: string, file: string): SourceRange {
  const { offset, levels } = deepest(text);
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const [line, column] = [before.length, before.at(-1)!.length + 1];
  return { file, line, column, endLine: line, endColumn: column + (levels > 0 ? 1 : 0) };
}

function deepest(text: string): { readonly offset: number; readonly levels: number } {
  let [depth, levels, offset] = [0, 0, 0];
  for (const { 0: found, index } of text.matchAll(/"[^"\n]*"|\/\/.*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]/g)) {
    if ('([{'.includes(found)) depth += 1;
    else if (')]}'.includes(found)) depth -= 1;
    if (depth > levels) [levels, offset] = [depth, index];
  }
  return { offset, levels };
}

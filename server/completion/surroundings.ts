import type { Position } from 'vscode-languageserver';
import {
  type Compilation,
  type Cursor,
  compile,
  cursorAt,
  type NameSymbol,
  type Names,
  parse,
  resolveNames,
} from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';

/** What completion knows of the place of the cursor. */
export interface Surroundings {
  readonly opened: OpenFile;
  readonly text: string;
  readonly offset: number;
  readonly cursor: Cursor;
  /** What may be named here. */
  readonly visible: readonly NameSymbol[];
  readonly names: Names;
  /** What the file means without the statement that is being written. */
  readonly compilation: Compilation;
}

/** The half-written statement is taken out before names are looked up: it could hide those around it. */
export function surroundingsAt(opened: OpenFile, position: Position): Surroundings {
  const { document, workspace, file } = opened;
  const text = document.getText();
  const offset = document.offsetAt(position);
  const cursor = cursorAt(text, offset);
  const rest = withoutStatement(text, offset, cursor);
  const load = (specifier: string, importer: string) => workspace.parsed(workspace.files.join(specifier, importer));
  let names: Names | undefined;
  let compilation: Compilation | undefined;
  const resolved = () => {
    names ??= resolveNames(parse(rest, file), load);
    return names;
  };
  return {
    opened,
    text,
    offset,
    cursor,
    get names() {
      return resolved();
    },
    get visible() {
      return resolved().visibleAt(offset);
    },
    get compilation() {
      compilation ??= compile(rest, {
        file,
        resolve(specifier, importer) {
          const imported = workspace.files.join(specifier, importer);
          const found = workspace.text(imported);
          return found === undefined ? undefined : { file: imported, text: found };
        },
      });
      return compilation;
    },
  };
}

/** The text with spaces in the place of the statement under the cursor, or with a name there where it opens a body. */
function withoutStatement(text: string, offset: number, { statement, frames }: Cursor): string {
  const holder = frames.findLastIndex(({ callee, kind }) => callee === '' && isHolder(kind));
  let depth = frames.length - 1 - holder;
  let end = offset;
  for (; end < text.length; end += 1) {
    const sign = text[end]!;
    if (sign === '{') return `${text.slice(0, offset)}x${text.slice(offset)}`;
    if ('(['.includes(sign)) depth += 1;
    if (')]'.includes(sign)) depth -= 1;
    if ((sign === '\n' && depth <= 0) || (sign === '\n' && !/^\s*[)\],]/.test(text.slice(end))) || ';}'.includes(sign))
      break;
  }
  return text.slice(0, statement) + text.slice(statement, end).replaceAll(/[^\n]/g, ' ') + text.slice(end);
}

function isHolder(kind: string): boolean {
  return ['file', 'body', 'paths', 'search', 'dataset', 'finetune', 'choices', 'weights'].includes(kind);
}

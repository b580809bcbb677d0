import type { Location, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BuiltIn, Compilation, Names, Occurrence, Parsed, SourceRange } from '../language/index.ts';
import { contains, toRange } from './range.ts';
import type { Workspace } from './workspace.ts';

/** An open document and what is known of it, each worked out when it is first asked for. */
export interface OpenFile {
  readonly document: TextDocument;
  /** As the compiler calls it. */
  readonly file: string;
  readonly workspace: Workspace;
  readonly parsed: Parsed;
  readonly names: Names;
  readonly compilation: Compilation;
}

export function openFile(document: TextDocument, workspace: Workspace, compilation: () => Compilation): OpenFile {
  const file = workspace.files.nameOf(document.uri);
  return {
    document,
    file,
    workspace,
    get parsed() {
      return workspace.parsed(file)!;
    },
    get names() {
      return workspace.names(file)!;
    },
    get compilation() {
      return compilation();
    },
  };
}

/** What the name at a position refers to; of a bare argument, the value first, then the parameter. */
export function occurrencesAt({ names }: OpenFile, position: Position): readonly Occurrence[] {
  return names.occurrences
    .filter(({ range }) => contains(range, position))
    .toSorted((a, b) => Number(a.form === 'bare parameter') - Number(b.form === 'bare parameter'));
}

export function builtInAt({ names }: OpenFile, position: Position): BuiltIn | undefined {
  return names.builtIns.find(({ range }) => contains(range, position));
}

/** A place in the text of a file as the protocol gives it. */
export function locationOf({ files }: Workspace, range: SourceRange): Location {
  return { uri: files.uriOf(range.file), range: toRange(range) };
}

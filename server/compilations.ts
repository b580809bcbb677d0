import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Compilation, compile } from '../language/index.ts';

/** What the open documents mean, compiled once for each version of a document and of those it imports. */
export interface Compilations {
  of(document: TextDocument): Compilation;
  /** To be called when a document changes: gives the open ones whose meaning may have changed, itself included. */
  changed(uri: string): readonly string[];
  closed(uri: string): void;
}

interface Held {
  readonly version: number;
  readonly compilation: Compilation;
  /** Absolute paths of the files read. */
  readonly imports: ReadonlySet<string>;
}

/** `open` gives an open document by its URI: what the editor holds goes before what the disk holds. */
export function createCompilations(open: (uri: string) => TextDocument | undefined): Compilations {
  const held = new Map<string, Held>();
  return {
    of(document) {
      const known = held.get(document.uri);
      if (known?.version === document.version) return known.compilation;
      const imports = new Set<string>();
      const compilation = compile(document.getText(), {
        file: pathOf(document.uri),
        resolve(specifier, importer) {
          const file = resolve(dirname(importer), specifier);
          imports.add(file);
          const text = open(pathToFileURL(file).toString())?.getText() ?? textOf(file);
          return text === undefined ? undefined : { file, text };
        },
      });
      held.set(document.uri, { version: document.version, compilation, imports });
      return compilation;
    },
    changed(uri) {
      const path = pathOf(uri);
      const importers = [...held].filter(([, { imports }]) => imports.has(path)).map(([importer]) => importer);
      for (const importer of importers) held.delete(importer);
      return [uri, ...importers.filter((importer) => importer !== uri)];
    },
    closed: (uri) => void held.delete(uri),
  };
}

/** The file's path; a document that is no file (an untitled one) keeps its URI as a name. */
export function pathOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

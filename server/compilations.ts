import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Compilation, Recompiler } from '../language/index.ts';
import type { Files } from './files.ts';

/** What the open documents mean, compiled once for each version of a document and of those it imports. */
export interface Compilations {
  of(document: TextDocument): Compilation;
  /** To be called when a document changes: gives the open ones whose meaning may have changed, itself included. */
  changed(uri: string): readonly string[];
  closed(uri: string): void;
}

interface Held {
  /** The document's version; none where a file that it imports has changed since. */
  readonly version: number | undefined;
  readonly recompiler: Recompiler;
  readonly compilation: Compilation;
  /** Names of the files read. */
  readonly imports: ReadonlySet<string>;
}

/** `open` gives an open document by its URI: what the editor holds goes before what is stored. */
export function createCompilations(files: Files, open: (uri: string) => TextDocument | undefined): Compilations {
  const held = new Map<string, Held>();
  return {
    of(document) {
      const known = held.get(document.uri);
      if (known?.version === document.version) return known.compilation;
      const imports = new Set<string>();
      const recompiler = known?.recompiler ?? new Recompiler(files.nameOf(document.uri));
      const compilation = recompiler.compile(document.getText(), {
        weights: files.weights,
        absent: files.absent,
        resolve(specifier, importer) {
          const file = files.join(specifier, importer);
          imports.add(file);
          const text = open(files.uriOf(file))?.getText() ?? files.read(file);
          return text === undefined ? undefined : { file, text };
        },
      });
      held.set(document.uri, { version: document.version, recompiler, compilation, imports });
      return compilation;
    },
    changed(uri) {
      const file = files.nameOf(uri);
      const importers = [...held].filter(([, { imports }]) => imports.has(file));
      for (const [importer, known] of importers) held.set(importer, { ...known, version: undefined });
      return [uri, ...importers.map(([importer]) => importer).filter((importer) => importer !== uri)];
    },
    closed: (uri) => void held.delete(uri),
  };
}

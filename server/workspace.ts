import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type LoadImport,
  type NameSymbol,
  type Names,
  type Occurrence,
  type Parsed,
  pages,
  pageText,
  parse,
  resolveNames,
} from '../language/index.ts';
import { type Files, isLibrary } from './files.ts';

/** The names of the open documents, of the files that they import, and of the folders that are open. */
export interface Workspace {
  readonly files: Files;
  text(file: string): string | undefined;
  parsed(file: string): Parsed | undefined;
  names(file: string): Names | undefined;
  /** Every .lithe file in sight, those of the standard library left out. */
  all(): readonly string[];
  /** Every place that declares or names a symbol. */
  occurrencesOf(symbol: NameSymbol): readonly Occurrence[];
  setFolders(uris: readonly string[]): void;
  /** Forgets which files there are, and what they hold. */
  filesChanged(): void;
}

interface Held {
  readonly names: Names;
  /** The trees that the names were read from, by file; undefined for an import that was not found. */
  readonly read: ReadonlyMap<string, Parsed | undefined>;
}

/** `open` gives the open documents: what the editor holds goes before what is stored. */
export function createWorkspace(files: Files, open: () => readonly TextDocument[]): Workspace {
  const trees = new Map<string, { readonly text: string; readonly parsed: Parsed }>();
  const stored = new Map<string, string | undefined>();
  const held = new Map<string, Held>();
  let folders: readonly string[] = [];
  let listed: readonly string[] | undefined;

  function textOf(file: string): string | undefined {
    if (isLibrary(file)) return pageText(file);
    const document = open().find(({ uri }) => files.nameOf(uri) === file);
    if (document !== undefined) return document.getText();
    if (!stored.has(file)) stored.set(file, files.read(file));
    return stored.get(file);
  }

  function parsed(file: string): Parsed | undefined {
    const text = textOf(file);
    if (text === undefined) return undefined;
    const known = trees.get(file);
    if (known?.text === text) return known.parsed;
    const tree = parse(text, file);
    trees.set(file, { text, parsed: tree });
    return tree;
  }

  function names(file: string): Names | undefined {
    const tree = parsed(file);
    if (tree === undefined) return undefined;
    const known = held.get(file);
    if (known !== undefined && [...known.read].every(([name, one]) => parsed(name) === one)) return known.names;
    const read = new Map<string, Parsed | undefined>([[file, tree]]);
    const load: LoadImport = (specifier, importer) => {
      const imported = files.join(specifier, importer);
      const found = parsed(imported);
      read.set(imported, found);
      return found;
    };
    const fresh = { names: resolveNames(tree, load), read };
    held.set(file, fresh);
    return fresh.names;
  }

  function all(): readonly string[] {
    listed ??= files.list(folders);
    const opened = open().map(({ uri }) => files.nameOf(uri));
    return [...new Set([...opened, ...listed])].filter((file) => !isLibrary(file));
  }

  return {
    files,
    text: textOf,
    parsed,
    names,
    all,
    occurrencesOf: ({ key }) =>
      [...all(), ...pages].flatMap((file) => names(file)?.occurrences.filter(({ symbol }) => symbol.key === key) ?? []),
    setFolders(uris) {
      folders = uris;
      listed = undefined;
    },
    filesChanged() {
      listed = undefined;
      stored.clear();
    },
  };
}

import { type FoundWeights, pageText } from '../language/index.ts';

/**
 * Where texts come from. A file's name is what the compiler calls it: a path on this computer, a URI elsewhere, and
 * `lithe:mobile` for a page of the standard library.
 */
export interface Files {
  /** The name of what stands at a URI. */
  nameOf(uri: string): string;
  uriOf(name: string): string;
  /** The name of what an import means. */
  join(specifier: string, importer: string): string;
  /** What is stored; undefined where there is nothing. */
  read(name: string): string | undefined;
  /** What lies in a folder, by name; folders end in a slash. */
  entries(folder: string): readonly string[];
  /** What `weights` of a file lead to, by their headers; undefined where nobody can look. Nothing is fetched. */
  weights(source: string, file: string): FoundWeights | undefined;
  /** Where a dataset's file was looked for and is not; undefined where it is there, or nobody can look. */
  absent(path: string, file: string): string | undefined;
  /** Names of the .lithe files in folders. */
  list(folderUris: readonly string[]): readonly string[];
}

export function isLibrary(name: string): boolean {
  return name.startsWith('lithe:') && pageText(name) !== undefined;
}

/** `lithe:/mobile.lithe`, which an editor shows as a document that cannot be written; its name ends as a file's does. */
export function libraryUri(name: string): string {
  return `lithe:/${name.slice('lithe:'.length)}.lithe`;
}

/** The page of such a URI; undefined where it is another's. */
export function libraryName(uri: string): string | undefined {
  const page = /^lithe:\/(\w+)\.lithe$/.exec(uri)?.[1];
  return page === undefined ? undefined : `lithe:${page}`;
}

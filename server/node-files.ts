import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageText } from '../language/index.ts';
import { absentFile } from '../runtime/data/find.ts';
import { findWeights } from '../runtime/weights/find.ts';
import { type Files, isLibrary, libraryName, libraryUri } from './files.ts';

const mostFiles = 5000;
/** Folders in which nobody writes .lithe files by hand. */
const passedOver = new Set(['node_modules', 'dist', 'out', 'runs']);

/**
 * The files of this computer. An editor that cannot show documents of the server's own is given the standard library's
 * pages as files that cannot be written, in the system's folder for temporary ones.
 */
export function nodeFiles(showsLibrary: () => boolean): Files {
  const folder = join(tmpdir(), `lithe-library-${process.getuid?.() ?? 'user'}`);
  return {
    nameOf(uri) {
      const page = libraryName(uri);
      if (page !== undefined) return page;
      if (!uri.startsWith('file:')) return uri;
      const path = fileURLToPath(uri);
      return dirname(path) === folder ? `lithe:${basename(path, '.lithe')}` : path;
    },
    uriOf(name) {
      if (!isLibrary(name)) return name.includes(sep) ? pathToFileURL(name).toString() : name;
      return showsLibrary() ? libraryUri(name) : pathToFileURL(writtenPage(folder, name)).toString();
    },
    join: (specifier, importer) => (specifier.startsWith('lithe:') ? specifier : resolve(dirname(importer), specifier)),
    read(name) {
      try {
        return readFileSync(name, 'utf8');
      } catch {
        return undefined;
      }
    },
    entries: (folder) =>
      entriesOf(folder)
        .filter(({ name }) => !name.startsWith('.'))
        .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)),
    // A document that is no file has no folder that a path could be relative to.
    weights: (source, file) => (file.includes(sep) ? findWeights(source, file) : undefined),
    absent: (path, file) => (file.includes(sep) ? absentFile(path, file) : undefined),
    list: (folderUris) =>
      folderUris.filter((uri) => uri.startsWith('file:')).flatMap((uri) => litheFilesIn(fileURLToPath(uri))),
  };
}

function writtenPage(folder: string, name: string): string {
  const path = join(folder, `${name.slice('lithe:'.length)}.lithe`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readText(path) !== pageText(name)) writeFileSync(path, pageText(name) ?? '', { mode: 0o444, flag: 'w' });
  } catch {
    // Another server has just written it, and it cannot be written again.
  }
  return path;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function litheFilesIn(root: string): string[] {
  const found: string[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined && found.length < mostFiles; folder = open.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isFile() && entry.name.endsWith('.lithe')) found.push(path);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !passedOver.has(entry.name)) open.push(path);
    }
  }
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type Compilation,
  type CompileOptions,
  compile,
  type Dataset,
  formatDiagnostic,
  type Search,
  type Space,
} from '../language/index.ts';
import { LitheError } from './errors.ts';

/** A .lithe file and the files it imports, as texts: all that compiling it needs. */
export interface SourceTexts {
  /** The file's path, as positions carry it. */
  readonly file: string;
  readonly text: string;
  /** By absolute path. */
  readonly imports: Readonly<Record<string, string>>;
}

/** The text of a .lithe file, or of what else is `wanted`. Throws a LitheError where there is none. */
export function readText(file: string, wanted = 'a .lithe file'): string {
  requireFile(file, wanted);
  return readFileSync(file, 'utf8');
}

/** Throws a LitheError where there is no file of this name, or a folder. */
export function requireFile(file: string, wanted: string): void {
  if (!existsSync(file)) throw new LitheError(`${file}: no such file: give ${wanted}.`);
  if (!statSync(file).isFile()) throw new LitheError(`${file}: not a file: give ${wanted}.`);
}

/**
 * Reads a .lithe file and what it imports, and compiles it. Throws a LitheError where the file itself cannot be read.
 * @param looks at the files that the text names; left out: nobody does
 */
export function readSource(
  file: string,
  looks: Pick<CompileOptions, 'weights' | 'absent'> = {},
): { readonly source: SourceTexts; readonly compilation: Compilation } {
  const text = readText(file);
  const imports: Record<string, string> = {};
  const compilation = compile(text, {
    file,
    ...looks,
    resolve(specifier, importer) {
      const path = resolve(dirname(importer), specifier);
      if (!existsSync(path) || !statSync(path).isFile()) return undefined;
      imports[path] = readFileSync(path, 'utf8');
      return { file: path, text: imports[path] };
    },
  });
  return { source: { file, text, imports }, compilation };
}

/** Compiles from the texts alone: a run's folder needs no other file to know its space. */
export function compileTexts({ file, text, imports }: SourceTexts): Compilation {
  return compile(text, {
    file,
    resolve(specifier, importer) {
      const path = resolve(dirname(importer), specifier);
      const imported = imports[path];
      return imported === undefined ? undefined : { file: path, text: imported };
    },
  });
}

/** Throws a LitheError of one line per error where the text has any. */
export function refuseErrors({ diagnostics }: Pick<Compilation, 'diagnostics'>): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new LitheError(errors.map(formatDiagnostic).join('\n'));
}

/** The super-network of that name, or the file's only one; imported ones are there where a search names them. */
export function pickSpace({ file, spaces }: Compilation, name: string | undefined): Space {
  const own = spaces.filter(({ source }) => source.file === file);
  return pick(file, name === undefined && own.length > 0 ? own : spaces, name, 'super-network', '--supernet');
}

/** The search of that name, or the only one, with its super-network and its data. */
export function pickSearch(
  { file, spaces, searches, datasets }: Compilation,
  name: string | undefined,
): { readonly search: Search; readonly space: Space; readonly dataset?: Dataset } {
  const search = pick(file, searches, name, 'search', '--search');
  const space = pick(file, spaces, search.space, 'super-network', 'space');
  const dataset = search.data === undefined ? undefined : pick(file, datasets, search.data, 'dataset', 'data');
  return { search, space, ...(dataset && { dataset }) };
}

function pick<Named extends { readonly name: string }>(
  file: string,
  all: readonly Named[],
  name: string | undefined,
  kind: string,
  option: string,
): Named {
  const found = name === undefined ? all[0] : all.find((one) => one.name === name);
  const names = all.map((one) => one.name).join(', ');
  if (all.length === 0) throw new LitheError(`${file}: holds no ${kind}: declare one.`);
  if (!found) throw new LitheError(`${file}: holds no ${kind} ${name}: it holds ${names}.`);
  if (name === undefined && all.length > 1) {
    throw new LitheError(`${file}: holds several (${names}): say which ${kind} with ${option} NAME.`);
  }
  return found;
}

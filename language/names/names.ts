import type * as Ast from '../generated/syntax/ast.ts';
import type { Parsed } from '../parse/parse.ts';
import type { SourceRange } from '../source.ts';
import { FileWalk, placeOf } from './file-walk.ts';
import { type Binding, NameScope } from './name-scope.ts';
import type { BuiltIn, NameSymbol, Occurrence } from './symbol.ts';
import { walkConfiguration } from './walk-configuration.ts';
import { type FileNamespaces, walkDataset, walkSearch } from './walk-search.ts';
import { declareBlock, walkBlock, walkBody } from './walk-statement.ts';
import { walkSupernetWeights } from './walk-weights.ts';

/** What every name of a file refers to. */
export interface Names {
  readonly file: string;
  /** In the order of the text. */
  readonly occurrences: readonly Occurrence[];
  readonly builtIns: readonly BuiltIn[];
  /** Arguments given by position, with the parameters that take them. */
  readonly positional: readonly { readonly range: SourceRange; readonly parameter: string }[];
  /** Imports that were found, by what stands between the quotes. */
  readonly imports: readonly { readonly range: SourceRange; readonly specifier: string; readonly file: string }[];
  /** What may be named at an offset of the text, the nearest of each name. */
  visibleAt(offset: number): readonly NameSymbol[];
  /** Parameters of a block in sight, in order, with the texts of their defaults. */
  parametersOf(block: NameSymbol): readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  /** As written; absent where it must be given. */
  readonly default?: string;
  readonly symbol: NameSymbol;
}

/** The parsed file that an import names; undefined where there is none. */
export type LoadImport = (specifier: string, importer: string) => Parsed | undefined;

/**
 * Resolves the names of a file by the language's scopes: of declarations, blocks, labels, decisions and parameters, here
 * and in the files imported, and of the paths by which a search names decisions. Works on half-written files: what
 * cannot be told is left out.
 */
export function resolveNames(parsed: Parsed, load: LoadImport): Names {
  const reader = new Reader(load);
  const { walk, imports } = reader.read(parsed);
  return {
    file: parsed.file,
    occurrences: walk.occurrences.toSorted((a, b) => byPlace(a.range, b.range)),
    builtIns: walk.builtIns.toSorted((a, b) => byPlace(a.range, b.range)),
    positional: walk.positional,
    imports,
    visibleAt(offset) {
      const around = walk.scopes.filter(({ start, end }) => start < offset && offset < end);
      const innermost = around.reduce((a, b) => (b.start > a.start ? b : a), around[0]!);
      return innermost === undefined ? [] : [...innermost.scope.visible(offset).values()].map(({ symbol }) => symbol);
    },
    parametersOf: (block) => reader.parametersOf(block),
  };
}

interface ReadFile {
  readonly walk: FileWalk;
  readonly blocks: readonly Binding[];
  /** What the file itself declares that a search may name. */
  readonly own: FileNamespaces;
  readonly maps: ReadonlyMap<string, Binding>;
  readonly imports: Names['imports'];
}

/** The page of the standard library whose maps need no import. */
const mapsPage = 'lithe:weights';

/** Reads a file and those that it imports, each once. */
class Reader {
  readonly #load: LoadImport;
  readonly #files = new Map<string, ReadFile>();
  readonly #reading = new Set<string>();

  constructor(load: LoadImport) {
    this.#load = load;
  }

  read(parsed: Parsed): ReadFile {
    const known = this.#files.get(parsed.file);
    if (known !== undefined) return known;
    this.#reading.add(parsed.file);
    const walk = new FileWalk(parsed);
    const { tree } = parsed;
    const outer = new NameScope();
    const imports = tree.imports.flatMap((node) => this.#import(walk, node, outer));
    const scope = new NameScope(outer);
    walk.scopes.push({ start: -1, end: Number.POSITIVE_INFINITY, scope });
    const of = <Type extends Ast.Declaration['$type']>(type: Type) =>
      tree.declarations.filter((node): node is Extract<Ast.Declaration, { $type: Type }> => node.$type === type);
    for (const node of of('Block')) declareBlock(walk, node, scope);
    for (const node of of('Block')) walkBlock(walk, node, scope);
    const named = (
      kind: 'supernet' | 'dataset' | 'map' | 'target',
      nodes: readonly (Ast.Supernet | Ast.Dataset | Ast.WeightsMap | Ast.Target)[],
    ) =>
      new Map(
        nodes.flatMap((node) => {
          const binding = walk.declaration(kind, node, 'name', node.name);
          return binding === undefined ? [] : [[node.name, binding] as const];
        }),
      );
    const maps = named('map', of('WeightsMap'));
    const supernets = named('supernet', of('Supernet'));
    const mapNamed = (name: string) => maps.get(name) ?? this.#importedMap(imports, name);
    for (const node of of('Supernet')) {
      walkBody(walk, node.body, scope);
      walkSupernetWeights(walk, node, mapNamed);
    }
    const datasets = named('dataset', of('Dataset'));
    for (const node of of('Dataset')) walkDataset(walk, node);
    const own = { supernets, datasets, targets: named('target', of('Target')) };
    const others = imports.flatMap(({ file }) => this.#files.get(file)?.own ?? []);
    const inSight = joined([own, ...others]);
    for (const node of of('Search')) walkSearch(walk, node, inSight, mapNamed);
    for (const node of of('Configuration')) walkConfiguration(walk, node, inSight);
    const blocks = of('Block').flatMap((node) => walk.declared.get(node) ?? []);
    const read = { walk, blocks, own, maps, imports };
    this.#files.set(parsed.file, read);
    this.#reading.delete(parsed.file);
    return read;
  }

  #import(walk: FileWalk, node: Ast.Import, scope: NameScope): Names['imports'] {
    const { specifier } = node;
    const place = placeOf(node, 'specifier');
    const found = specifier === undefined ? undefined : this.#load(specifier, walk.parsed.file);
    // A cycle is an error that the compiler reports.
    if (found === undefined || place === undefined || this.#reading.has(found.file)) return [];
    for (const block of this.read(found).blocks) scope.declare(block, 0);
    return [{ range: walk.rangeOf(place), specifier: specifier!, file: found.file }];
  }

  /** A map of a file imported, or without an import, of the standard library. */
  #importedMap(imports: Names['imports'], name: string): Binding | undefined {
    const imported = imports.flatMap(({ file }) => this.#files.get(file)?.maps.get(name) ?? []);
    const library = this.#reading.has(mapsPage) ? undefined : this.#load(mapsPage, mapsPage);
    return imported[0] ?? (library && this.read(library).maps.get(name));
  }

  parametersOf({ range: { file }, key }: NameSymbol): readonly Parameter[] {
    for (const [node, { symbol }] of this.#files.get(file)?.walk.declared ?? []) {
      if (symbol.key !== key || node.$type !== 'Block') continue;
      const { walk } = this.#files.get(file)!;
      return (node as Ast.Block).parameters.flatMap((parameter) => {
        const declared = walk.declared.get(parameter);
        const text = parameter.default?.$cstNode?.text;
        if (declared === undefined) return [];
        return [{ name: parameter.name, symbol: declared.symbol, ...(text === undefined ? {} : { default: text }) }];
      });
    }
    return [];
  }
}

/** What several files declare: of equal names the first. */
function joined(files: readonly FileNamespaces[]): FileNamespaces {
  const join = (of: (one: FileNamespaces) => FileNamespaces['supernets']) =>
    new Map([...files].reverse().flatMap((one) => [...of(one)]));
  return {
    supernets: join(({ supernets }) => supernets),
    datasets: join(({ datasets }) => datasets),
    targets: join(({ targets }) => targets),
  };
}

function byPlace(a: SourceRange, b: SourceRange): number {
  return a.line - b.line || a.column - b.column;
}

import { importIsKnown } from '../../checks/import-is-known.ts';
import { importsDoNotCycle } from '../../checks/imports-do-not-cycle.ts';
import type { CompileOptions } from '../../compilation.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { type Parsed, parse } from '../../parse/parse.ts';
import { mapsIn } from '../../weights/weights-maps.ts';
import { declareBlock } from './declaration.ts';
import { pages, pageText } from './library.ts';
import type { Problems } from './problems.ts';
import { Scope } from './scope.ts';

/** Reads the files that a file imports, each once. */
export class Modules {
  readonly #resolve: CompileOptions['resolve'];
  readonly #problems: Problems;
  readonly #blocks = new Map<string, readonly Block[]>();
  /** Name maps of the files read, the first file's own last. */
  readonly maps: Ast.WeightsMap[] = [];

  constructor(problems: Problems, resolve: CompileOptions['resolve']) {
    this.#problems = problems;
    this.#resolve = resolve;
  }

  /** The names of a file: its blocks and those of the files that it imports. */
  scopeOf(parsed: Parsed, chain: readonly string[] = [parsed.file]): Scope {
    const { tree, file } = parsed;
    const imported = new Scope();
    const context = { scope: imported, problems: this.#problems };
    for (const node of tree.imports) {
      for (const block of this.#import(node, file, chain)) imported.adopt(block.name, block.scope);
    }
    this.maps.push(...mapsIn(tree));
    const scope = new Scope(imported);
    for (const node of tree.declarations) if (node.$type === 'Block') declareBlock({ ...context, scope, file }, node);
    return scope;
  }

  #import(node: Ast.Import, importer: string, chain: readonly string[]): readonly Block[] {
    const { specifier } = node;
    if (specifier === undefined) return [];
    const found = this.#find(specifier, importer);
    if (found === undefined) {
      this.#problems.at(node, importer, importIsKnown(specifier, pages));
      return [];
    }
    if (chain.includes(found.file)) {
      this.#problems.at(node, importer, importsDoNotCycle([...chain.slice(chain.indexOf(found.file)), found.file]));
      return [];
    }
    const known = this.#blocks.get(found.file);
    if (known !== undefined) return known;
    const parsed = parse(found.text, found.file);
    for (const diagnostic of parsed.diagnostics) this.#problems.add(diagnostic);
    const scope = this.scopeOf(parsed, [...chain, found.file]);
    const blocks = parsed.tree.declarations.flatMap((one) =>
      one.$type === 'Block' && one.name !== undefined ? [{ name: one.name, scope }] : [],
    );
    this.#blocks.set(found.file, blocks);
    return blocks;
  }

  #find(specifier: string, importer: string): { readonly file: string; readonly text: string } | undefined {
    if (!specifier.startsWith('lithe:')) return this.#resolve?.(specifier, importer);
    const text = pageText(specifier);
    return text === undefined ? undefined : { file: specifier, text };
  }
}

/** A block of an imported file, to be found in that file's scope. */
interface Block {
  readonly name: string;
  readonly scope: Scope;
}

import { importIsKnown } from '../../checks/import-is-known.ts';
import { importsDoNotCycle } from '../../checks/imports-do-not-cycle.ts';
import type { CompileOptions } from '../../compilation.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Memory } from '../../memory.ts';
import type { Parsed } from '../../parse/parse.ts';
import { mapsIn } from '../../weights/weights-maps.ts';
import { declareBlock } from './declaration.ts';
import { pages, pageText } from './library.ts';
import type { Problems } from './problems.ts';
import { Scope } from './scope.ts';

/** A file that is read: what it declares, and the names that its declarations see. */
interface Module {
  readonly file: string;
  readonly tree: Ast.File;
  readonly scope: Scope;
}

/** A declaration of an imported file. */
export interface Imported<Node> {
  readonly node: Node;
  readonly file: string;
  /** The names of its file. */
  readonly scope: Scope;
}

/** Reads the files that a file imports, each once. */
export class Modules {
  readonly #resolve: CompileOptions['resolve'];
  readonly #problems: Problems;
  readonly #modules = new Map<string, Module>();
  /** The modules that each file imports, by its name. */
  readonly #imports = new Map<string, readonly Module[]>();
  /** Name maps of the files read, the first file's own last. */
  readonly maps: Ast.WeightsMap[] = [];
  /** What the file behind each import that was found declares, by name. */
  readonly imported = new Map<Ast.Import, readonly string[]>();

  /** Blocks that the files read declare. */
  readonly blocks = new Set<Ast.Block>();
  readonly #memory: Memory;

  constructor(problems: Problems, resolve: CompileOptions['resolve'], memory: Memory) {
    this.#resolve = resolve;
    this.#problems = problems;
    this.#memory = memory;
  }

  /** The names of a file: its blocks and those of the files that it imports. */
  scopeOf(parsed: Parsed, chain: readonly string[] = [parsed.file]): Scope {
    const { tree, file } = parsed;
    const imported = new Scope();
    const imports = tree.imports.flatMap((node) => {
      const module = this.#import(node, file, chain);
      if (module === undefined) imported.isIncomplete = true;
      else if (chain.length === 1) this.imported.set(node, namesOf(module.tree));
      return module ?? [];
    });
    this.#imports.set(file, imports);
    for (const { tree, scope } of imports) {
      for (const one of tree.declarations) {
        if (one.$type === 'Block' && one.name !== undefined) imported.adopt(one.name, scope);
      }
    }
    this.maps.push(...mapsIn(tree));
    const scope = new Scope(imported);
    const context = { scope, problems: this.#problems, file };
    for (const node of tree.declarations) {
      if (node.$type !== 'Block') continue;
      declareBlock(context, node);
      this.blocks.add(node);
    }
    return scope;
  }

  /** What the files declare that a file imports, in the order of its imports. To be asked after its scope. */
  declarationsFor({ file }: Parsed): readonly Imported<Ast.Declaration>[] {
    const modules = this.#imports.get(file) ?? [];
    return modules.flatMap(({ tree, file, scope }) => tree.declarations.map((node) => ({ node, file, scope })));
  }

  #import(node: Ast.Import, importer: string, chain: readonly string[]): Module | undefined {
    const { specifier } = node;
    if (specifier === undefined) return undefined;
    const found = this.#find(specifier, importer);
    if (found === undefined) {
      this.#problems.atProperty(node, 'specifier', importer, importIsKnown(specifier, pages));
      return undefined;
    }
    if (chain.includes(found.file)) {
      this.#problems.at(node, importer, importsDoNotCycle([...chain.slice(chain.indexOf(found.file)), found.file]));
      return undefined;
    }
    const known = this.#modules.get(found.file);
    if (known !== undefined) return known;
    const parsed = this.#memory.parse(found.text, found.file);
    for (const diagnostic of parsed.diagnostics) this.#problems.add(diagnostic);
    const scope = this.scopeOf(parsed, [...chain, found.file]);
    const module = { file: found.file, tree: parsed.tree, scope };
    this.#modules.set(found.file, module);
    return module;
  }

  #find(specifier: string, importer: string): { readonly file: string; readonly text: string } | undefined {
    if (!specifier.startsWith('lithe:')) return this.#resolve?.(specifier, importer);
    const text = pageText(specifier);
    return text === undefined ? undefined : { file: specifier, text };
  }
}

function namesOf({ declarations }: Ast.File): readonly string[] {
  return declarations.flatMap(({ name }) => name ?? []);
}

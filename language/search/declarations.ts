import { AstUtils } from 'langium';
import { nameIsNew } from '../checks/name-is-new.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { isMeasured } from '../generated/syntax/ast.ts';
import { type Parsed, rangeOfNode } from '../parse/parse.ts';
import type { Imported, Modules } from '../space/elaborate/modules.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import type { Scope } from '../space/elaborate/scope.ts';

interface Kinds {
  readonly Supernet: Ast.Supernet;
  readonly Dataset: Ast.Dataset;
  readonly Target: Ast.Target;
  readonly Search: Ast.Search;
  readonly Configuration: Ast.Configuration;
}

type Kind = keyof Kinds;

/**
 * What a file may name apart from blocks: its own declarations, and those of the files that it imports. A name of its
 * own goes before an imported one, and of imported ones the first. Names that repeat in the file are reported.
 */
export class Declarations {
  readonly #own: readonly Imported<Ast.Declaration>[];
  readonly #imported: readonly Imported<Ast.Declaration>[];
  readonly #named: ReadonlySet<string>;

  constructor(parsed: Parsed, scope: Scope, modules: Modules, problems: Problems) {
    const { tree, file } = parsed;
    this.#own = tree.declarations.map((node) => ({ node, file, scope }));
    this.#imported = modules.declarationsFor(parsed);
    this.#named = namesIn(tree);
    for (const kind of ['Supernet', 'Dataset', 'Target', 'Search', 'WeightsMap', 'Configuration']) {
      reportRepeated(
        this.#own.filter(({ node }) => node.$type === kind),
        problems,
      );
    }
  }

  /** The file's own of a kind, and behind them the imported ones that its searches and configurations name. */
  of<Type extends Kind>(kind: Type): readonly Imported<Kinds[Type]>[] {
    const isOne = (one: Imported<Ast.Declaration>): one is Imported<Kinds[Type]> => one.node.$type === kind;
    const own = this.#own.filter(isOne);
    const taken = new Set(own.map(({ node }) => node.name));
    const imported = this.#imported.filter(isOne).filter(({ node: { name } }) => {
      const isFirst = !taken.has(name);
      taken.add(name);
      return isFirst && this.#named.has(name);
    });
    return [...own, ...imported];
  }

  /** Every name of a kind that a search may give, the file's own first. */
  names(kind: Kind): readonly string[] {
    const names = [...this.#own, ...this.#imported].flatMap(({ node }) => (node.$type === kind ? node.name : []));
    return [...new Set(names.filter((name) => name !== undefined))];
  }
}

/** Super-networks, datasets and targets that the searches and configurations of a file name. */
function namesIn(tree: Ast.File): ReadonlySet<string> {
  const spaces = tree.declarations.flatMap((one) => (one.$type === 'Configuration' ? one.space : []));
  const searches = tree.declarations.filter((declaration) => declaration.$type === 'Search');
  const measured = searches.flatMap((search) => AstUtils.streamAst(search).filter(isMeasured).toArray());
  const names = searches
    .flatMap((search) => search.settings)
    .map((setting) => {
      if (setting.$type === 'SpaceSetting') return setting.space;
      if (setting.$type === 'DataSetting') return setting.data;
      return setting.$type === 'ObjectiveSetting' ? setting.target : undefined;
    });
  return new Set([...spaces, ...measured.map(({ target }) => target), ...names].filter((name) => name !== undefined));
}

/** Two declarations of one kind and one name could not be told apart by whoever names them. */
function reportRepeated(declarations: readonly Imported<Ast.Declaration>[], problems: Problems): void {
  const lines = new Map<string, number>();
  for (const { node, file } of declarations) {
    // One whose name is still being written is like no other.
    if (node.name === undefined) continue;
    const before = lines.get(node.name);
    if (before === undefined) lines.set(node.name, rangeOfNode(node, file).line);
    else problems.atHead(node, file, nameIsNew(node.name, before));
  }
}

import type { AstNode } from 'langium';
import type { FileWalk } from './file-walk.ts';
import type { NameSymbol } from './symbol.ts';

/** A symbol, the node that declares it, and the file's walk that knows what is named inside it. */
export interface Binding {
  readonly symbol: NameSymbol;
  readonly node: AstNode;
  readonly walk: FileWalk;
}

/** The names of one list of statements inside those around it, each from where it may be named. */
export class NameScope {
  readonly #entries = new Map<string, { readonly binding: Binding; readonly from: number }[]>();
  readonly #outer: NameScope | undefined;
  /** A block's body runs where it is called: all that is declared around the block is in sight. */
  readonly #seesAllAround: boolean;

  constructor(outer?: NameScope, seesAllAround = false) {
    this.#outer = outer;
    this.#seesAllAround = seesAllAround;
  }

  declare(binding: Binding, from: number): void {
    const { name } = binding.symbol;
    this.#entries.set(name, [...(this.#entries.get(name) ?? []), { binding, from }]);
  }

  /** What a name means at an offset of the text. */
  find(name: string, at: number): Binding | undefined {
    const own = this.#entries.get(name)?.find(({ from }) => from <= at);
    return own?.binding ?? this.#outer?.find(name, this.#seesAllAround ? Number.POSITIVE_INFINITY : at);
  }

  /** Every binding in sight at an offset, the nearest of each name. */
  visible(at: number): ReadonlyMap<string, Binding> {
    const seen = new Map(this.#outer?.visible(this.#seesAllAround ? Number.POSITIVE_INFINITY : at));
    for (const [name, entries] of this.#entries) {
      const own = entries.find(({ from }) => from <= at);
      if (own !== undefined) seen.set(name, own.binding);
    }
    return seen;
  }
}

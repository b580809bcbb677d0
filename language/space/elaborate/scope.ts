import type { Expression } from '../../cost/expression.ts';
import type { Block, Elastic } from '../../generated/syntax/ast.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import type { SourceRange } from '../../source.ts';

/** What a name or an expression stands for. */
export type Meaning =
  /** A number, a flag or a word, perhaps over decisions. */
  | { readonly kind: 'value'; readonly expression: Expression }
  /** An operator or a block, or one of several by a decision. */
  | { readonly kind: 'operators'; readonly options: readonly OperatorOption[]; readonly decision?: Expression }
  | TensorMeaning
  /** Copies of a repeat, `layer[2..5]`, or a decision among labels: which ones may be open. */
  | { readonly kind: 'tensors'; readonly ways: readonly TensorsWay[] }
  /** Values that an elastic may choose among: a constant list. */
  | { readonly kind: 'list'; readonly domain: Domain }
  /** Something that was reported already: what reads it says nothing more. */
  | { readonly kind: 'unknown' };

/** What an elastic chooses among. */
export type Domain =
  | { readonly kind: 'numbers'; readonly values: readonly number[] }
  | { readonly kind: 'operators'; readonly options: readonly OperatorOption[] }
  | { readonly kind: 'tensors'; readonly options: readonly TensorOption[] };

/** A label of the domain as it is written, and what it stands for. */
export interface TensorOption {
  readonly name: string;
  readonly ways: readonly TensorsWay[];
}

/** A tensor; a repeat's label has the value of every copy, and its last as `value`. */
export interface TensorMeaning {
  readonly kind: 'tensor';
  readonly value: number;
  readonly copies?: readonly number[];
  /** The path of its label, under which stand the labels inside it: `stage1.unit[2]`. */
  readonly path?: string;
}

/** The tensors that are meant where a condition holds. */
export interface TensorsWay {
  readonly when: Expression;
  readonly values: readonly number[];
}

export interface OperatorOption {
  readonly name: string;
  readonly target: Callable;
}

export type Callable =
  | { readonly kind: 'primitive'; readonly operator: OperatorName }
  | { readonly kind: 'block'; readonly block: BlockDefinition };

/** A block and where it was declared: its body sees that scope. */
export interface BlockDefinition {
  readonly node: Block;
  readonly scope: Scope;
  readonly file: string;
}

export interface Entry {
  readonly meaning: Meaning;
  readonly source: SourceRange;
  readonly elastic: Elastic | undefined;
}

/** What was asked of a scope, its own names alone, and what was declared in it. */
export interface ScopeUse {
  readonly found: Map<string, Entry | undefined>;
  readonly declared: Map<string, Entry>;
}

/** The names of one list of statements, inside those of the lists around it. */
export class Scope {
  /** Takes note of every use, where something is there. */
  use: ScopeUse | undefined;
  readonly #entries = new Map<string, Entry>();
  readonly #outer: Scope | undefined;
  /** An import that is not there would have given names to it. */
  isIncomplete = false;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  /** Where the name was declared before in this very scope; undefined where it is new, and then it is declared. */
  declare(name: string, meaning: Meaning, source: SourceRange, elastic?: Elastic): SourceRange | undefined {
    const before = this.#entries.get(name);
    if (before !== undefined) return before.source;
    const entry = { meaning, source, elastic };
    this.#entries.set(name, entry);
    this.use?.declared.set(name, entry);
    return undefined;
  }

  /** Takes over a name of another scope; the first one of a name stays. */
  adopt(name: string, from: Scope): void {
    const entry = from.find(name);
    if (entry !== undefined && !this.#entries.has(name)) this.#entries.set(name, entry);
  }

  find(name: string): Entry | undefined {
    const own = this.#entries.get(name);
    if (this.use !== undefined && !this.use.declared.has(name)) this.use.found.set(name, own);
    return own ?? this.#outer?.find(name);
  }

  /** A name of this very scope. */
  own(name: string): Entry | undefined {
    return this.#entries.get(name);
  }

  /** Whether a name that is not found may be one that an import would have given. */
  get mayHaveMore(): boolean {
    return this.isIncomplete || (this.#outer?.mayHaveMore ?? false);
  }

  /** Every name in sight, the nearest scopes' first. */
  *names(): Iterable<string> {
    yield* this.#entries.keys();
    if (this.#outer !== undefined) yield* this.#outer.names();
  }
}

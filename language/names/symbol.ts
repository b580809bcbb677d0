import type { SourceRange } from '../source.ts';

/** What an author can declare and name again. */
export type SymbolKind =
  | 'supernet'
  | 'block'
  | 'dataset'
  | 'map'
  | 'target'
  | 'search'
  | 'configuration'
  | 'parameter'
  | 'input'
  | 'constant'
  | 'decision'
  | 'label'
  | 'index'
  | 'path';

/** Something declared in a file. Two of them are the same where their keys are equal. */
export interface NameSymbol {
  readonly key: string;
  readonly kind: SymbolKind;
  readonly name: string;
  /** The name itself, where it is declared. */
  readonly range: SourceRange;
  /** The whole declaration. */
  readonly extent: SourceRange;
  /** The `///` lines above it. */
  readonly documentation: string;
}

/** How an occurrence is written, which decides what a renaming writes there. */
export type OccurrenceForm =
  | 'plain'
  /** A bare argument that stands for itself, `kernel` for `kernel: kernel`: as the value, or as the parameter. */
  | 'bare value'
  | 'bare parameter'
  /** A block's call without a label, in a path: the name in lower snake case, perhaps numbered. */
  | 'segment';

/** One place where a symbol is declared or named. */
export interface Occurrence {
  readonly symbol: NameSymbol;
  readonly range: SourceRange;
  readonly isDeclaration: boolean;
  readonly form: OccurrenceForm;
}

/** A name of the language's own: no one declares it. */
export interface BuiltIn {
  readonly kind: 'operator' | 'function' | 'argument' | 'tensor' | 'member' | 'metric' | 'recipe' | 'word';
  readonly name: string;
  /** The operator of an argument, the setting of a recipe. */
  readonly owner?: string;
  readonly range: SourceRange;
}

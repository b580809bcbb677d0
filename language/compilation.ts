import type { NamedConfiguration } from './configuration/configuration.ts';
import type { Dataset } from './search/dataset.ts';
import type { Search, Target } from './search/search.ts';
import type { Diagnostic, SourceRange } from './source.ts';
import type { OperatorStep, Space, SymbolicType } from './space/space.ts';
import type { FoundWeights } from './weights/check-weights.ts';

/** Everything that a text means, as far as it could be understood. */
export interface Compilation {
  readonly file: string;
  /** In the order of the text; no errors where the file may be run. */
  readonly diagnostics: readonly Diagnostic[];
  /** Super-networks that could be elaborated: of this file, and behind them those of its imports that a search or a configuration names. */
  readonly spaces: readonly Space[];
  /** Searches of this file, without errors. */
  readonly searches: readonly Search[];
  /** Datasets and targets without errors: of this file, and behind them those of its imports that a search names. */
  readonly datasets: readonly Dataset[];
  readonly targets: readonly Target[];
  /** Configurations of this file, without errors. */
  readonly configurations: readonly NamedConfiguration[];
  readonly hints: readonly Hints[];
}

/**
 * What is shown behind the statements of a super-network of this file, by the statement of its own list that they are in:
 * the very array for as long as nothing in it changes.
 */
export interface Hints {
  readonly space: Space;
  readonly hints: readonly Hint[];
}

/** All hints of a compilation, one by one, each with its space. */
export function hintsOf({ hints }: Compilation): readonly (Hint & Pick<Hints, 'space'>)[] {
  return hints.flatMap(({ space, hints: part }) => part.map((hint) => ({ ...hint, space })));
}

/** What one statement of a super-network gives and costs: a statement in a repeat or a block has one hint for each use. */
export interface Hint {
  readonly range: SourceRange;
  /** Path of the value: `layer[0].attention`. */
  readonly path: string;
  readonly output: SymbolicType;
  /** Operators of the statement, those inside its blocks and repeats included: what it costs. */
  readonly steps: readonly OperatorStep[];
}

export interface CompileOptions {
  /** Name of the file, as positions carry it. */
  readonly file: string;
  /** Text of an imported file by the specifier as written (`./blocks.lithe`) and the file that imports it; undefined where there is none. */
  readonly resolve?: (
    specifier: string,
    importer: string,
  ) => { readonly file: string; readonly text: string } | undefined;
  /**
   * What a `weights` statement leads to, by its source as written and the file that holds it; undefined where nobody
   * looks. Only the names and shapes are asked for.
   */
  readonly weights?: (source: string, file: string) => FoundWeights | undefined;
  /**
   * Where a dataset's file or folder was looked for and is not, by its path as written and the file that holds it; undefined
   * where it is there, or nobody looks.
   */
  readonly absent?: (path: string, file: string) => string | undefined;
}

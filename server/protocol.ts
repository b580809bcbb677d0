import type { TextEdit } from 'vscode-languageserver';
import type { Configuration, DecisionValue, MetricLimit, Objective } from '../language/index.ts';

/** What an editor may ask Lithe's server beyond the Language Server Protocol. */

/** What a client says of itself when it starts the server. */
export interface InitializationOptions {
  /** It has the commands that start a search and open its front. */
  readonly commands?: boolean;
  /** It shows documents whose URIs begin with `lithe:`, by asking for their texts. */
  readonly libraryDocuments?: boolean;
  /** `lithe.…` as its settings hold it, for clients that are not asked for them. */
  readonly settings?: unknown;
}

/** The text of a page of the standard library: `LibraryPageParams` -> text, or null where there is no such page. */
export type LibraryPageMethod = 'lithe/libraryPage';

export interface LibraryPageParams {
  /** `lithe:/mobile.lithe`. */
  readonly uri: string;
}

/** To a server in a browser: texts of .lithe files by URI, null for one that is gone. */
export type FilesMethod = 'lithe/files';

export interface FilesParams {
  readonly texts: Readonly<Record<string, string | null>>;
}

/** The searches without errors of an open document: `SearchesParams` -> `SearchSummary[]`. */
export type SearchesMethod = 'lithe/searches';

export interface SearchesParams {
  readonly uri: string;
}

export interface SearchSummary {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Where and how a sub-network is written into an open document as a configuration: `InsertConfigurationParams` ->
 * `InsertedConfiguration`.
 */
export type InsertConfigurationMethod = 'lithe/insertConfiguration';

export interface InsertConfigurationParams {
  readonly uri: string;
  /** Name of the super-network. */
  readonly space: string;
  readonly configuration: Configuration;
  /** The name to give it, unless the document has it already. */
  readonly name: string;
}

export type InsertedConfiguration =
  /** The name that it has; without an edit where the document has this sub-network already. */
  | { readonly name: string; readonly edit?: TextEdit }
  /** Why it cannot be written. */
  | { readonly problem: string };

/** What a search asks for: `DescribeSearchParams` -> `SearchDescription`, or null where the text has no such search without errors. */
export type DescribeSearchMethod = 'lithe/describeSearch';

export interface DescribeSearchParams {
  /** Absolute path, which imports are relative to. */
  readonly file: string;
  /** The texts as a run recorded them, whatever the files hold by now; imports by absolute path. */
  readonly text: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly search: string;
}

export interface SearchDescription {
  readonly line: number;
  readonly objectives: readonly Objective[];
  readonly limits: readonly MetricLimit[];
  /** Epochs of fine-tuning; 0 where the weights are used as they are. */
  readonly epochs: number;
  /** Evaluations on the final weights, and after each epoch but the last. */
  readonly evaluations: number;
  readonly perEpoch: number;
  readonly control: boolean;
  readonly decisions: readonly { readonly path: string; readonly values: readonly DecisionValue[] }[];
}

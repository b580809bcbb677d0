import type { Uri } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type {
  DescribeSearchMethod,
  DescribeSearchParams,
  InitializationOptions,
  InsertConfigurationMethod,
  InsertConfigurationParams,
  InsertedConfiguration,
  LibraryPageMethod,
  LibraryPageParams,
  SearchDescription,
  SearchesMethod,
  SearchesParams,
  SearchSummary,
} from '../server/protocol.ts';
import { linkProblems } from './problem-links.ts';

const describeSearchMethod: DescribeSearchMethod = 'lithe/describeSearch';
const searchesMethod: SearchesMethod = 'lithe/searches';
const insertConfigurationMethod: InsertConfigurationMethod = 'lithe/insertConfiguration';
const libraryPageMethod: LibraryPageMethod = 'lithe/libraryPage';

/** What the extension asks the language server. */
export interface LanguageServer {
  searches(uri: string): Promise<readonly SearchSummary[]>;
  /** The text of a page of the standard library by its URI: `lithe:/mobile.lithe`. */
  libraryPage(uri: string): Promise<string | undefined>;
  /** Undefined where the text has no such search without errors. */
  describeSearch(params: DescribeSearchParams): Promise<SearchDescription | undefined>;
  insertConfiguration(params: InsertConfigurationParams): Promise<InsertedConfiguration>;
  stop(): Promise<void>;
}

/** How the editor's client is set up, whatever the server runs in. */
export function clientOptions(extension: Uri, given: InitializationOptions): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'lithe' }],
    initializationOptions: { libraryDocuments: true, ...given },
    middleware: linkProblems(extension),
  };
}

/** What a started client can be asked. */
export function languageServer(client: BaseLanguageClient): LanguageServer {
  return {
    searches: (uri) => client.sendRequest(searchesMethod, { uri } satisfies SearchesParams),
    async libraryPage(uri) {
      const text: string | null = await client.sendRequest(libraryPageMethod, { uri } satisfies LibraryPageParams);
      return text ?? undefined;
    },
    async describeSearch(params) {
      const found: SearchDescription | null = await client.sendRequest(describeSearchMethod, params);
      return found ?? undefined;
    },
    insertConfiguration: (params) => client.sendRequest(insertConfigurationMethod, params),
    stop: () => client.stop(),
  };
}

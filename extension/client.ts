import { join } from 'node:path';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type {
  DescribeSearchMethod,
  DescribeSearchParams,
  InitializationOptions,
  LibraryPageMethod,
  LibraryPageParams,
  SearchDescription,
  SearchesMethod,
  SearchesParams,
  SearchSummary,
} from '../server/protocol.ts';

const describeSearchMethod: DescribeSearchMethod = 'lithe/describeSearch';
const searchesMethod: SearchesMethod = 'lithe/searches';
const libraryPageMethod: LibraryPageMethod = 'lithe/libraryPage';

/** What the extension asks the language server. */
export interface LanguageServer {
  searches(uri: string): Promise<readonly SearchSummary[]>;
  /** The text of a page of the standard library by its URI: `lithe:/mobile.lithe`. */
  libraryPage(uri: string): Promise<string | undefined>;
  /** Undefined where the text has no such search without errors. */
  describeSearch(params: DescribeSearchParams): Promise<SearchDescription | undefined>;
  stop(): Promise<void>;
}

/** Starts the language server in a process of its own. */
export async function startLanguageServer(extensionFolder: string): Promise<LanguageServer> {
  const module = join(extensionFolder, 'dist', 'server.js');
  const client = new LanguageClient(
    'lithe',
    'Lithe',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [{ language: 'lithe' }],
      initializationOptions: { commands: true, libraryDocuments: true } satisfies InitializationOptions,
    },
  );
  await client.start();
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
    stop: () => client.stop(),
  };
}

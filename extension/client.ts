import { join } from 'node:path';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type {
  DescribeSearchMethod,
  DescribeSearchParams,
  SearchDescription,
  SearchesMethod,
  SearchesParams,
  SearchSummary,
} from '../server/protocol.ts';

const describeSearchMethod: DescribeSearchMethod = 'lithe/describeSearch';
const searchesMethod: SearchesMethod = 'lithe/searches';

/** What the extension asks the language server. */
export interface LanguageServer {
  searches(uri: string): Promise<readonly SearchSummary[]>;
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
    { documentSelector: [{ language: 'lithe' }] },
  );
  await client.start();
  return {
    searches: (uri) => client.sendRequest(searchesMethod, { uri } satisfies SearchesParams),
    async describeSearch(params) {
      const found: SearchDescription | null = await client.sendRequest(describeSearchMethod, params);
      return found ?? undefined;
    },
    stop: () => client.stop(),
  };
}

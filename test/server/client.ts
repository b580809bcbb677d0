import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  createMessageConnection,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { nodeFiles } from '../../server/node-files.ts';
import type { InitializationOptions } from '../../server/protocol.ts';
import { serve } from '../../server/server.ts';

export interface Client extends MessageConnection {
  readonly initialized: InitializeResult;
  open(uri: string, text: string): Promise<void>;
}

/** An editor on the other end of a server in this process: every request is a real message. */
export async function connect(given: {
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  readonly folders?: readonly string[];
  /** Answers requests of the server. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}): Promise<Client> {
  const [there, back] = [new PassThrough(), new PassThrough()];
  serve(createConnection(new StreamMessageReader(there), new StreamMessageWriter(back)), nodeFiles);
  const connection = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  for (const [method, answer] of Object.entries(given.answers ?? {})) connection.onRequest(method, answer);
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: given.capabilities ?? {},
    initializationOptions: given.options ?? {},
    workspaceFolders: (given.folders ?? []).map((uri) => ({ uri, name: uri })),
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return Object.assign(connection, {
    initialized,
    open: (uri: string, text: string) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'lithe', version: 1, text },
      }),
  });
}

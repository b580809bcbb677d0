import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { browserFiles } from './browser-files.ts';
import type { FilesMethod, FilesParams } from './protocol.ts';
import { serve } from './server.ts';

// In a browser the server is a worker, and the page's files are what the editor sends.
const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
const filesMethod: FilesMethod = 'lithe/files';
const files = browserFiles();
const server = serve(connection, () => files);
connection.onNotification(filesMethod, ({ texts }: FilesParams) => {
  files.put(texts);
  server.filesChanged(Object.keys(texts));
});

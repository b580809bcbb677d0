import { join } from 'node:path';
import type { LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, type LanguageServer, languageServer } from './client.ts';

/** Starts the language server in a process of its own. */
export async function startLanguageServer(
  extensionFolder: string,
  outputChannel: LogOutputChannel,
): Promise<LanguageServer> {
  const module = join(extensionFolder, 'dist', 'server.js');
  const options = { ...clientOptions({ commands: true }), outputChannel };
  const client = new LanguageClient('lithe', 'Lithe', { module, transport: TransportKind.ipc }, options);
  await client.start();
  return languageServer(client);
}

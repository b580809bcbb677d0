import { join } from 'node:path';
import type { LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, type LanguageServer, languageServer } from './client.ts';

/**
 * What a keystroke in a large file makes and leaves fits into this: with V8's own 16 MiB a fifth of the time goes into
 * copying what is still in use.
 */
const roomForYoung = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

/** Starts the language server in a process of its own, which keeps its compiled code in a folder under `storage`. */
export async function startLanguageServer(
  extension: Uri,
  storage: Uri,
  outputChannel: LogOutputChannel,
): Promise<LanguageServer> {
  const module = join(extension.fsPath, 'dist', 'server.js');
  const options = { ...clientOptions(extension, { commands: true }), outputChannel };
  const env = { NODE_COMPILE_CACHE: join(storage.fsPath, 'compiled') };
  const server = { module, transport: TransportKind.ipc, options: { execArgv: roomForYoung, env } };
  const client = new LanguageClient('lithe', 'Lithe', server, options);
  await client.start();
  return languageServer(client);
}

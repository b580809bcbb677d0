import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { FilesMethod, FilesParams } from '../server/protocol.ts';
import { clientOptions, languageServer } from './client.ts';
import { showLibrary } from './library.ts';
import { newSuperNetwork } from './new-file.ts';

/** What a browser's global scope has, and Node's types leave out. */
declare const Worker: new (script: string) => Worker;

const filesMethod: FilesMethod = 'lithe/files';
const everyFile = '**/*.lithe';
const mostFiles = 2000;
let client: LanguageClient | undefined;

/** Called by an editor in a browser: language features only, in a worker. Nothing can be run there. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(vscode.commands.registerCommand('lithe.newFile', newSuperNetwork));
  client = new LanguageClient(
    'lithe',
    'Lithe',
    await serverIn(context.extensionUri),
    clientOptions(context.extensionUri, {}),
  );
  await client.start();
  context.subscriptions.push(showLibrary(languageServer(client)), ...watchFiles(client));
}

/** The server's worker, from its text: a worker cannot be started from an extension that lies on another machine. */
async function serverIn(extension: vscode.Uri): Promise<Worker> {
  const script = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'server-browser.js'));
  const address = URL.createObjectURL(new Blob([Uint8Array.from(script)], { type: 'text/javascript' }));
  return new Worker(address);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Sends the server the workspace's files, which it cannot read, and what becomes of them. */
function watchFiles(to: LanguageClient): vscode.Disposable[] {
  const send = async (uris: readonly vscode.Uri[]) => {
    const texts = await Promise.all(uris.map(async (uri) => [uri.toString(), await textOf(uri)] as const));
    await to.sendNotification(filesMethod, { texts: Object.fromEntries(texts) } satisfies FilesParams);
  };
  void vscode.workspace.findFiles(everyFile, undefined, mostFiles).then(send);
  const watcher = vscode.workspace.createFileSystemWatcher(everyFile);
  const told = [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete].map((event) =>
    event((uri) => void send([uri])),
  );
  return [watcher, ...told];
}

/** The text of a file; null where it is gone. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

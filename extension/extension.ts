import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';
import { startLanguageServer } from './client-node.ts';
import { registerCommands } from './commands.ts';
import { createFronts } from './front/fronts.ts';
import { frontViewType } from './front/panel.ts';
import { showLibrary } from './library.ts';
import { createRunController } from './run/controller.ts';
import { litheIn } from './run/lithe.ts';

let server: LanguageServer | undefined;

/** Called by VS Code when the first Lithe document opens. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = await startLanguageServer(context.extensionPath);
  const lithe = litheIn(context.extensionPath, context.logUri.fsPath);
  const runs = createRunController(lithe);
  const fronts = createFronts({ extensionUri: context.extensionUri, server, lithe, runs });
  context.subscriptions.push(
    ...registerCommands({ server, runs, fronts }),
    showLibrary(server),
    vscode.window.registerWebviewPanelSerializer(frontViewType, fronts),
  );
}

/** Runs go on; only the language server ends with the window. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}

import * as vscode from 'vscode';
import { provideCheckTasks } from './check-tasks.ts';
import type { LanguageServer } from './client.ts';
import { registerCommands } from './commands.ts';
import { createFronts } from './front/fronts.ts';
import { frontViewType } from './front/panel.ts';
import { showLibrary } from './library.ts';
import { createRunController } from './run/controller.ts';
import { litheIn } from './run/lithe.ts';
import { showRunsInText } from './runs/lenses.ts';
import { watchRuns } from './runs/runs.ts';
import { showInStatusBar } from './runs/status-bar.ts';
import { showRuns } from './runs/view.ts';

let server: LanguageServer | undefined;

/** Called by VS Code when the first Lithe document opens, or a folder that holds runs. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const began = performance.now();
  const output = vscode.window.createOutputChannel('Lithe', { log: true });
  const lithe = litheIn(context.extensionPath, context.logUri.fsPath, (line) => output.info(line));
  const controller = createRunController(lithe);
  const runs = watchRuns();
  context.subscriptions.push(output, runs, showRuns(runs), showInStatusBar(runs));
  // The protocol's library is large: commands and views are there before it is read.
  const { startLanguageServer } = await import('./client-node.ts');
  server = await startLanguageServer(context.extensionUri, context.globalStorageUri, output);
  output.info(`The language server was ready after ${Math.round(performance.now() - began)} ms.`);
  const fronts = createFronts({ extensionUri: context.extensionUri, server, lithe, controller, runs });
  context.subscriptions.push(
    ...registerCommands({ server, controller, runs, fronts, lithe, output }),
    showLibrary(server),
    showRunsInText(server, runs),
    provideCheckTasks(context.extensionPath),
    vscode.window.registerWebviewPanelSerializer(frontViewType, fronts),
  );
}

/** Runs go on; only the language server ends with the window. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}

import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';
import type { Fronts } from './front/fronts.ts';
import type { RunController } from './run/controller.ts';
import { newestRun } from './run/folder.ts';

interface Needs {
  readonly server: LanguageServer;
  readonly runs: RunController;
  readonly fronts: Fronts;
}

/** The commands of the palette and of the lenses above a search, which name the document and the search. */
export function registerCommands(needs: Needs): vscode.Disposable[] {
  const command = (name: string, act: (target: Target) => Promise<void>) =>
    vscode.commands.registerCommand(name, async (uri?: string, search?: string) => {
      const target = await chooseSearch(needs.server, uri, search);
      if (target) await act(target);
    });
  return [
    command('lithe.runSearch', (target) => runSearch(target, needs)),
    command('lithe.openFront', (target) => openFront(target, needs)),
    vscode.commands.registerCommand('lithe.stopRun', () => stopRun(needs)),
  ];
}

interface Target {
  readonly document: vscode.TextDocument;
  readonly search: string;
}

async function runSearch({ document, search }: Target, { runs, fronts }: Needs): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const manage = 'Manage Workspace Trust';
    const told = 'A search runs code and writes files: trust this workspace to run one.';
    if ((await vscode.window.showWarningMessage(told, manage)) === manage)
      await vscode.commands.executeCommand('workbench.trust.manage');
    return;
  }
  // A run works on the files, not on what the editor holds.
  if (!(await document.save())) {
    void vscode.window.showErrorMessage(`${search} was not started: ${document.fileName} could not be saved.`);
    return;
  }
  const folder = await runs.start(document.fileName, search);
  if (folder !== undefined) await fronts.open(folder);
}

async function openFront({ document, search }: Target, { fronts }: Needs): Promise<void> {
  const folder = await newestRun(document.fileName, search);
  if (folder !== undefined) return fronts.open(folder);
  const run = 'Run Search';
  const answer = await vscode.window.showInformationMessage(`${search} has not run yet.`, run);
  if (answer === run) await vscode.commands.executeCommand('lithe.runSearch', document.uri.toString(), search);
}

async function stopRun({ runs, fronts, server }: Needs): Promise<void> {
  const active = fronts.active();
  if (active !== undefined) return runs.stop(active);
  const target = await chooseSearch(server);
  const folder = target && (await newestRun(target.document.fileName, target.search));
  if (folder !== undefined) await runs.stop(folder);
}

/** The search named, or of the active editor: its only one, or the one that the person picks. */
async function chooseSearch(server: LanguageServer, uri?: string, search?: string): Promise<Target | undefined> {
  const document =
    uri === undefined
      ? vscode.window.activeTextEditor?.document
      : await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (document?.languageId !== 'lithe' || document.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open a .lithe file from this computer first: its searches can run.');
    return undefined;
  }
  if (search !== undefined) return { document, search };
  const searches = await server.searches(document.uri.toString());
  if (searches.length === 0) {
    void vscode.window.showInformationMessage('This file declares no search without errors.');
    return undefined;
  }
  const names = searches.map(({ name }) => name);
  const chosen = names.length === 1 ? names[0] : await vscode.window.showQuickPick(names, { title: 'Search' });
  return chosen === undefined ? undefined : { document, search: chosen };
}

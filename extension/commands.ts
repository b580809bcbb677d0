import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';
import { exportOnnx } from './front/export.ts';
import type { Fronts } from './front/fronts.ts';
import { newSuperNetwork } from './new-file.ts';
import type { RunController } from './run/controller.ts';
import { newestRun } from './run/folder.ts';
import type { Lithe } from './run/lithe.ts';
import type { KnownRun, Runs } from './runs/runs.ts';
import { mayRun } from './trust.ts';

interface Needs {
  readonly server: LanguageServer;
  readonly controller: RunController;
  readonly runs: Runs;
  readonly fronts: Fronts;
  readonly lithe: Lithe;
  readonly output: vscode.LogOutputChannel;
}

/**
 * The commands of the palette, of the lenses above a search, which name the document and the search, and of the view of
 * runs, which name the run.
 */
export function registerCommands(needs: Needs): vscode.Disposable[] {
  const { runs, controller, output } = needs;
  const onSearch = (act: (target: Target) => Promise<void>) => async (uri?: string, search?: string) => {
    const target = await chooseSearch(needs.server, uri, search);
    if (target) await act(target);
  };
  const onRun = (act: (run: KnownRun) => unknown) => async (run?: KnownRun) => {
    const chosen = run ?? (await chooseLiveRun(runs));
    if (chosen) await act(chosen);
  };
  const openSearch = onSearch((target) => openFront(target, needs));
  const commands: Readonly<Record<string, (...given: never[]) => unknown>> = {
    'lithe.runSearch': onSearch((target) => runSearch(target, needs)),
    'lithe.openFront': (of?: KnownRun | string, search?: string) =>
      typeof of === 'object' && 'folder' in of ? needs.fronts.open(of.folder) : openSearch(of, search),
    'lithe.pauseRun': onRun(({ folder }) => controller.stop(folder)),
    'lithe.resumeRun': onRun(({ folder, record }) => resumeRun(needs, folder, record.file)),
    'lithe.exportConfiguration': (uri: string, name: string, space: string) =>
      exportConfiguration(needs, { uri, name, space }),
    'lithe.showRunLog': onRun(({ folder }) => showLog(controller, folder)),
    'lithe.revealRun': onRun(({ folder }) => vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder))),
    'lithe.refreshRuns': () => runs.refresh(),
    'lithe.newFile': newSuperNetwork,
    'lithe.showOutput': () => output.show(),
  };
  return Object.entries(commands).map(([name, act]) => vscode.commands.registerCommand(name, act));
}

interface Target {
  readonly document: vscode.TextDocument;
  readonly search: string;
}

async function runSearch({ document, search }: Target, { controller, fronts }: Needs): Promise<void> {
  if (!(await mayRun()) || !(await saved(document, `${search} was not started`))) return;
  const folder = await controller.start(document.fileName, search);
  if (folder === undefined) return;
  if (vscode.workspace.getConfiguration('lithe', document).get('runs.openFront', true)) await fronts.open(folder);
}

/** A run works on the files, not on what the editor holds. Tells the person where that is not possible. */
async function saved(document: vscode.TextDocument, otherwise: string): Promise<boolean> {
  const isSaved = await document.save();
  if (!isSaved) void vscode.window.showErrorMessage(`${otherwise}: ${document.fileName} could not be saved.`);
  return isSaved;
}

async function resumeRun({ controller, fronts }: Needs, folder: string, file: string): Promise<void> {
  if (!(await mayRun())) return;
  const over = controller.resume(folder, file);
  await fronts.open(folder);
  await over;
}

async function openFront({ document, search }: Target, { fronts }: Needs): Promise<void> {
  const folder = await newestRun(document.fileName, search);
  if (folder !== undefined) return fronts.open(folder);
  const run = 'Run Search';
  const answer = await vscode.window.showInformationMessage(`${search} has not run yet.`, run);
  if (answer === run) await vscode.commands.executeCommand('lithe.runSearch', document.uri.toString(), search);
}

/** A configuration has weights in a run that has measured it: the newest of the file over the same super-network. */
async function exportConfiguration(
  { lithe, runs }: Needs,
  { uri, name, space }: { readonly uri: string; readonly name: string; readonly space: string },
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (!(await mayRun())) return;
  const file = document.fileName;
  await runs.refresh();
  const run = runs.all().find(({ record }) => record.file === file && record.space.name === space);
  if (run === undefined) {
    void vscode.window.showInformationMessage(
      `${name} has no weights yet: run a search over ${space} first, which trains it.`,
    );
  } else if (await saved(document, `${name} was not exported`))
    await exportOnnx(lithe, { folder: run.folder, file, search: run.record.search }, name);
}

async function showLog(controller: RunController, folder: string): Promise<void> {
  const log = controller.log(folder);
  if (log) await vscode.window.showTextDocument(vscode.Uri.file(log));
  else void vscode.window.showInformationMessage('This run was not started in this window, which has no log of it.');
}

/** The only run that lives, or the one that the person picks. */
async function chooseLiveRun(runs: Runs): Promise<KnownRun | undefined> {
  const live = runs.all().filter(({ standing }) => standing === 'live');
  if (live.length <= 1) return live[0];
  const picks = live.map((run) => ({ label: run.record.search, description: run.words, run }));
  return (await vscode.window.showQuickPick(picks, { title: 'Run' }))?.run;
}

/** The search named, or of the active editor: its only one, or the one that the person picks. */
async function chooseSearch(server: LanguageServer, uri?: string, search?: string): Promise<Target | undefined> {
  const document =
    typeof uri === 'string'
      ? await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))
      : vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'lithe' || document.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open a .lithe file from this computer first: its searches can run.');
    return undefined;
  }
  if (typeof search === 'string') return { document, search };
  const searches = await server.searches(document.uri.toString());
  if (searches.length === 0) {
    void vscode.window.showInformationMessage('This file declares no search without errors.');
    return undefined;
  }
  const names = searches.map(({ name }) => name);
  const chosen = names.length === 1 ? names[0] : await vscode.window.showQuickPick(names, { title: 'Search' });
  return chosen === undefined ? undefined : { document, search: chosen };
}

import * as vscode from 'vscode';
import type { LanguageServer } from '../client.ts';
import type { RunController } from '../run/controller.ts';
import type { Lithe } from '../run/lithe.ts';
import type { Runs } from '../runs/runs.ts';
import { mayRun } from '../trust.ts';
import { comparedRun, describeFolder } from './compare.ts';
import { exportOnnx } from './export.ts';
import { insertConfiguration } from './insert.ts';
import { measureLatency } from './latency.ts';
import type { RunDescription, ToWebview } from './messages.ts';
import { type FrontRequest, frontViewType, showFront } from './panel.ts';

/** The open fronts, one for each run's folder. */
export interface Fronts extends vscode.WebviewPanelSerializer {
  open(folder: string): Promise<void>;
  /** The run whose front the person looks at. */
  active(): string | undefined;
}

interface Needs {
  readonly extensionUri: vscode.Uri;
  readonly server: LanguageServer;
  readonly lithe: Lithe;
  readonly controller: RunController;
  readonly runs: Runs;
}

export function createFronts(needs: Needs): Fronts {
  const panels = new Map<string, vscode.WebviewPanel>();

  async function fill(panel: vscode.WebviewPanel, folder: string): Promise<void> {
    const run = await describeFolder(folder, needs.server);
    if (!run) {
      panel.dispose();
      void vscode.window.showErrorMessage(`${folder} is not the folder of a run: it has no readable run.json.`);
      return;
    }
    panel.title = titleOf(run, [...panels.values()]);
    panels.set(folder, panel);
    panel.onDidDispose(() => panels.delete(folder));
    showFront(panel, needs.extensionUri, run, (asked, reply) => void answer(asked, run, needs, reply));
  }

  return {
    async open(folder) {
      const known = panels.get(folder);
      if (known) return known.reveal();
      // Fronts share a column: the text keeps its own.
      const beside = [...panels.values()].at(-1)?.viewColumn ?? vscode.ViewColumn.Beside;
      const place = { viewColumn: beside, preserveFocus: true };
      await fill(vscode.window.createWebviewPanel(frontViewType, 'Front', place), folder);
    },
    active: () => [...panels].find(([, panel]) => panel.active)?.[0],
    async deserializeWebviewPanel(panel, state: unknown) {
      const folder =
        typeof state === 'object' && state !== null && 'folder' in state ? String(state.folder) : undefined;
      if (folder === undefined) panel.dispose();
      else await fill(panel, folder);
    },
  };
}

/** The search's name, and the time of its start where another front of the same name is open. */
function titleOf({ search, created }: RunDescription, open: readonly vscode.WebviewPanel[]): string {
  const title = `Front of ${search}`;
  const isTaken = open.some((panel) => panel.title.startsWith(title));
  return isTaken ? `${title}, ${new Date(created).toLocaleTimeString(undefined, { timeStyle: 'short' })}` : title;
}

async function answer(
  asked: FrontRequest,
  run: RunDescription,
  { server, lithe, controller, runs }: Needs,
  reply: (message: ToWebview) => void,
): Promise<void> {
  switch (asked.kind) {
    case 'run':
      await vscode.commands.executeCommand('lithe.runSearch', vscode.Uri.file(run.file).toString(), run.search);
      return;
    case 'resume':
      if (await mayRun()) await controller.resume(run.folder, run.file);
      return;
    case 'pause':
      await controller.stop(run.folder);
      return;
    case 'conclude':
      if (await mayRun()) await controller.conclude(run.folder, run.file);
      return;
    case 'compare': {
      const compared = await comparedRun(server, runs, run, asked.folder);
      if (compared) reply(compared);
      return;
    }
    case 'source': {
      const at = new vscode.Position(run.line - 1, 0);
      const selection = new vscode.Range(at, at);
      await vscode.window.showTextDocument(vscode.Uri.file(run.file), { selection, viewColumn: vscode.ViewColumn.One });
      return;
    }
    case 'log': {
      const log = controller.log(run.folder);
      if (log) await vscode.window.showTextDocument(vscode.Uri.file(log));
      else
        void vscode.window.showInformationMessage('This run was not started in this window, which has no log of it.');
      return;
    }
    case 'export':
      if (await mayRun()) await exportOnnx(lithe, run, asked.id);
      return;
    case 'latency': {
      const { id } = asked;
      reply({ kind: 'latency', id, answer: (await mayRun()) ? await measureLatency(lithe, run, id) : undefined });
      return;
    }
    case 'insert':
      await insertConfiguration(server, run, asked);
      return;
    case 'configuration': {
      const document = await vscode.workspace.openTextDocument({ language: 'json', content: `${asked.text}\n` });
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      return;
    }
    case 'copy':
      await vscode.env.clipboard.writeText(asked.text);
      return;
  }
}

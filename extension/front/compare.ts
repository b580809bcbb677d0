import * as vscode from 'vscode';
import type { LanguageServer } from '../client.ts';
import { describeRun } from '../run/describe.ts';
import { journalOf, readRecord } from '../run/folder.ts';
import { readEvents } from '../run/journal.ts';
import type { KnownRun, Runs } from '../runs/runs.ts';
import type { RunDescription, ToWebview } from './messages.ts';

/** A run beside the one shown, of the folder named or as the person picks; undefined where there is none after all. */
export async function comparedRun(
  server: LanguageServer,
  runs: Runs,
  shown: RunDescription,
  folder: string | undefined,
): Promise<ToWebview | undefined> {
  const chosen = folder ?? (await pick(runs, shown))?.folder;
  const run = chosen === undefined ? undefined : await describeFolder(chosen, server);
  return run && { kind: 'compared', run, events: await readEvents(journalOf(run.folder)) };
}

/** What is known of the run in a folder; undefined where there is none. */
export async function describeFolder(folder: string, server: LanguageServer): Promise<RunDescription | undefined> {
  const record = await readRecord(folder);
  if (!record) return undefined;
  const { file, text, imports, search } = record;
  return describeRun(folder, record, await server.describeSearch({ file, text, imports, search }));
}

/** Runs of the same search come first. */
async function pick(runs: Runs, shown: RunDescription): Promise<KnownRun | undefined> {
  const others = runs.all().filter(({ folder }) => folder !== shown.folder);
  if (others.length === 0) {
    void vscode.window.showInformationMessage('There is no other run in this workspace to compare with.');
    return undefined;
  }
  const isSame = ({ record }: KnownRun) => record.file === shown.file && record.search === shown.search;
  const picks = [...others.filter(isSame), ...others.filter((run) => !isSame(run))].map((run) => ({
    label: run.record.search,
    description: `${run.words} · seed ${run.record.seed} · ${new Date(run.record.created).toLocaleString()}`,
    detail: vscode.workspace.asRelativePath(run.folder),
    run,
  }));
  const title = `Compare the front of ${shown.search} with`;
  return (await vscode.window.showQuickPick(picks, { title, matchOnDescription: true }))?.run;
}

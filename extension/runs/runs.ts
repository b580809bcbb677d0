import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { RunRecord } from '../../runtime/run/folder.ts';
import { journalOf, readRecord, workerOf } from '../run/folder.ts';
import { type JournalReader, readJournal } from '../run/journal.ts';
import {
  describeProgress,
  noProgress,
  progressed,
  type RunProgress,
  type RunStanding,
  standingOf,
} from './run-progress.ts';

/** A run of a file in the workspace. */
export interface KnownRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly progress: RunProgress;
  readonly standing: RunStanding;
  /** `140 of 250`. */
  readonly words: string;
}

/** The runs of the workspace, newest first. */
export interface Runs extends vscode.Disposable {
  all(): readonly KnownRun[];
  readonly onDidChange: vscode.Event<void>;
  refresh(): Promise<void>;
}

const records = '**/runs/*/run.json';
/** A process that works on a run holds its lock: one appears where a run is gone on with, here or anywhere else. */
const recordsAndLocks = '**/runs/*/{run.json,lock}';
const mostRuns = 500;
const everyMilliseconds = 2000;

/** Finds the workspace's runs, and follows those that live; where none does, nothing is read again by itself. */
export function watchRuns(): Runs {
  const changed = new vscode.EventEmitter<void>();
  const followed = new Map<string, { progress: RunProgress; readonly reader: JournalReader }>();
  let known: readonly KnownRun[] = [];
  let shown = '';
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  async function refresh(): Promise<void> {
    const found = await vscode.workspace.findFiles(records, '**/node_modules/**', mostRuns);
    const runs = await Promise.all(found.map(({ fsPath }) => read(dirname(fsPath))));
    tell(runs.flatMap((run) => run ?? []));
  }

  async function read(folder: string): Promise<KnownRun | undefined> {
    const record = await readRecord(folder);
    if (record === undefined) return undefined;
    const following = followed.get(folder) ?? follow(folder);
    await following.reader.read();
    const worker = await workerOf(folder);
    const standing = standingOf(following.progress, worker?.lives ?? false);
    const { progress } = following;
    return { folder, record, progress, standing, words: describeProgress(progress, standing) };
  }

  function follow(folder: string) {
    const following = {
      progress: noProgress,
      reader: readJournal(journalOf(folder), {
        appended(events) {
          following.progress = events.reduce(progressed, following.progress);
        },
        restarted() {
          following.progress = noProgress;
        },
      }),
    };
    followed.set(folder, following);
    return following;
  }

  function tell(runs: readonly KnownRun[]): void {
    known = runs.toSorted((a, b) => b.record.created.localeCompare(a.record.created));
    const now = JSON.stringify(known.map(({ folder, standing, words }) => [folder, standing, words]));
    if (now !== shown) changed.fire();
    shown = now;
    clearTimeout(timer);
    if (!isOver && known.some(({ standing }) => standing === 'live')) timer = setTimeout(update, everyMilliseconds);
  }

  async function update(): Promise<void> {
    const runs = await Promise.all(
      known.map(async (run) => (run.standing === 'live' ? ((await read(run.folder)) ?? run) : run)),
    );
    tell(runs);
  }

  const watcher = vscode.workspace.createFileSystemWatcher(recordsAndLocks);
  const events = [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete];
  const asked = events.map((happens) => happens(() => void refresh()));
  void refresh();
  return {
    all: () => known,
    onDidChange: changed.event,
    refresh,
    dispose() {
      isOver = true;
      clearTimeout(timer);
      for (const one of [watcher, changed, ...asked]) one.dispose();
    },
  };
}

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RunStanding } from './run-progress.ts';
import type { KnownRun, Runs } from './runs.ts';

const groups: readonly { readonly standing: RunStanding; readonly label: string; readonly icon: vscode.ThemeIcon }[] = [
  { standing: 'live', label: 'Live', icon: new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue')) },
  {
    standing: 'paused',
    label: 'Paused',
    icon: new vscode.ThemeIcon('debug-pause', new vscode.ThemeColor('charts.yellow')),
  },
  { standing: 'failed', label: 'Failed', icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('charts.red')) },
  {
    standing: 'finished',
    label: 'Finished',
    icon: new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green')),
  },
];

type Group = (typeof groups)[number];
type Node = Group | KnownRun;

/** The view of all runs in the side bar, by how they stand; its badge counts those that live. */
export function showRuns(runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Node>('lithe.runs', {
    showCollapseAll: false,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren(node): Node[] {
        const of = (standing: RunStanding) => runs.all().filter((run) => run.standing === standing);
        if (node === undefined) return groups.filter(({ standing }) => of(standing).length > 0);
        return 'label' in node ? of(node.standing) : [];
      },
      getTreeItem: (node) => ('label' in node ? groupItem(node) : runItem(node)),
    },
  });
  const draw = () => {
    changed.fire();
    const live = runs.all().filter(({ standing }) => standing === 'live').length;
    view.badge =
      live === 0 ? undefined : { value: live, tooltip: live === 1 ? '1 run is live' : `${live} runs are live` };
    void vscode.commands.executeCommand('setContext', 'lithe.hasLiveRuns', live > 0);
  };
  const following = runs.onDidChange(draw);
  return vscode.Disposable.from(view, changed, following);
}

function groupItem({ label, standing }: Group): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = standing;
  return item;
}

function runItem(run: KnownRun): vscode.TreeItem {
  const { folder, record, standing, words, progress } = run;
  const item = new vscode.TreeItem(record.search);
  const icon = groups.find((group) => group.standing === standing)?.icon;
  item.id = folder;
  if (icon !== undefined) item.iconPath = icon;
  const began = new Date(record.created).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });
  item.description = `${words} · ${began}`;
  item.contextValue = standing;
  item.command = { command: 'lithe.openFront', title: 'Open Front', arguments: [run] };
  item.tooltip = [
    `${record.search}, space ${record.space.name}: ${standing}, ${words}`,
    ...(progress.reason === undefined ? [] : [progress.reason]),
    `${record.file} on ${record.device}, seed ${record.seed}`,
    basename(folder),
  ].join('\n');
  item.accessibilityInformation = { label: `${record.search}, ${standing}, ${words}` };
  return item;
}

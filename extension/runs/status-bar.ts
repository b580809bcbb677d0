import * as vscode from 'vscode';
import type { Runs } from './runs.ts';

/** In the status bar, the runs that are under way; a click opens the front of one, or the view of several. */
export function showInStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('lithe.runs', vscode.StatusBarAlignment.Left);
  item.name = 'Lithe: Runs';
  const draw = () => {
    const live = runs.all().filter(({ standing }) => standing === 'live');
    const isWanted = vscode.workspace.getConfiguration('lithe').get('runs.statusBar', true);
    const [first] = live;
    if (first === undefined || !isWanted) return item.hide();
    const isOne = live.length === 1;
    item.text = `$(sync~spin) ${isOne ? `${first.record.search}: ${first.words}` : `${live.length} runs`}`;
    item.tooltip = live.map(({ record, words }) => `${record.search}: ${words}`).join('\n');
    item.command = isOne
      ? { command: 'lithe.openFront', title: 'Open Front', arguments: [first] }
      : { command: 'lithe.runs.focus', title: 'Show Runs' };
    item.show();
  };
  const following = [
    runs.onDidChange(draw),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('lithe.runs') && draw()),
  ];
  return vscode.Disposable.from(item, ...following);
}

import * as vscode from 'vscode';
import type { LanguageServer } from '../client.ts';
import type { KnownRun, Runs } from './runs.ts';

/** Above a search whose newest run works or was paused, how far that is, and what can be done with it. */
export function showRunsInText(server: Pick<LanguageServer, 'searches'>, runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const isShown = vscode.workspace.getConfiguration('lithe', document).get('codeLens.searches', true);
      if (!isShown || document.uri.scheme !== 'file') return [];
      const searches = await server.searches(document.uri.toString());
      return searches.flatMap(({ name, line }) => {
        const newest = runs.all().find(({ record }) => record.file === document.fileName && record.search === name);
        const at = new vscode.Range(line - 1, 0, line - 1, 0);
        return newest === undefined ? [] : commandsFor(newest).map((command) => new vscode.CodeLens(at, command));
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    runs.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider({ language: 'lithe', scheme: 'file' }, provider),
  );
}

function commandsFor(run: KnownRun): vscode.Command[] {
  const command = (title: string, name: string): vscode.Command => ({ title, command: name, arguments: [run] });
  switch (run.standing) {
    case 'live':
      return [command(`Running, ${run.words}`, 'lithe.openFront'), command('Pause', 'lithe.pauseRun')];
    case 'paused':
      return [command(`Resume at ${run.words}`, 'lithe.resumeRun')];
    case 'failed':
      return [command(`Failed at ${run.words}: resume`, 'lithe.resumeRun')];
    case 'finished':
      return [];
  }
}

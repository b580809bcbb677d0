import { join } from 'node:path';
import * as vscode from 'vscode';

interface CheckTask extends vscode.TaskDefinition {
  readonly file: string;
}

/** Tasks that run `lithe check` on a file, whose problems the matcher `$lithe` finds in what they print. */
export function provideCheckTasks(extensionFolder: string): vscode.Disposable {
  const taskOf = (definition: CheckTask, folder: vscode.WorkspaceFolder | vscode.TaskScope) => {
    const lithe = join(extensionFolder, 'dist', 'lithe.js');
    // The editor's own Node runs it, as it runs searches.
    const execution = new vscode.ProcessExecution(process.execPath, [lithe, 'check', definition.file], {
      env: { ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' },
    });
    const task = new vscode.Task(definition, folder, `check ${definition.file}`, 'lithe', execution, '$lithe');
    task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent };
    return task;
  };
  return vscode.tasks.registerTaskProvider('lithe', {
    async provideTasks() {
      const files = await vscode.workspace.findFiles('**/*.lithe', '**/{node_modules,runs}/**', 200);
      return files.flatMap((uri) => {
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        const file = vscode.workspace.asRelativePath(uri, false);
        return folder === undefined ? [] : [taskOf({ type: 'lithe', file }, folder)];
      });
    },
    resolveTask({ definition, scope }) {
      const folder = scope ?? vscode.TaskScope.Workspace;
      return typeof definition.file === 'string' ? taskOf(definition as CheckTask, folder) : undefined;
    },
  });
}

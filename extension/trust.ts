import * as vscode from 'vscode';

/** Whether something may be run here; where the workspace is not trusted, the person is told and can change that. */
export async function mayRun(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const told = 'This runs code and writes files: trust this workspace to go on.';
  if ((await vscode.window.showWarningMessage(told, manage)) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { type Lithe, reasonIn } from '../run/lithe.ts';
import type { RunDescription } from './messages.ts';

/** Asks where to, then exports a sub-network of a run as ONNX and tells of the outcome. */
export async function exportOnnx(lithe: Lithe, run: RunDescription, id: number): Promise<void> {
  const folder = dirname(run.file);
  const target = await vscode.window.showSaveDialog({
    title: `Export sub-network #${id} as ONNX`,
    defaultUri: vscode.Uri.file(join(folder, `${run.search}-${id}.onnx`)),
    filters: { ONNX: ['onnx'] },
  });
  if (!target) return;
  const given = ['export', run.folder, '--pick', String(id), '-o', target.fsPath];
  const exporting = lithe.start({ arguments: given, folder });
  const title = `Exporting sub-network #${id}`;
  const code = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title },
    () => exporting.ended,
  );
  if (code === 0) {
    const name = vscode.workspace.asRelativePath(target);
    void vscode.window.showInformationMessage(`Sub-network #${id} is in ${name}.`);
  } else {
    void vscode.window.showErrorMessage(`Sub-network #${id} was not exported: ${reasonIn(exporting.log)}`);
  }
}

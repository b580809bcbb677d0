import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { type Lithe, reasonIn } from '../run/lithe.ts';
import type { RunDescription } from './messages.ts';

/** A sub-network of a run: by the id of its evaluation, or by the name of its configuration. */
type Picked = number | string;

/** Asks where to, then exports a sub-network of a run as ONNX and tells of the outcome. */
export async function exportOnnx(
  lithe: Lithe,
  run: Pick<RunDescription, 'folder' | 'file' | 'search'>,
  picked: Picked,
): Promise<void> {
  const folder = dirname(run.file);
  const [what, name] =
    typeof picked === 'number' ? [`Sub-network #${picked}`, `${run.search}-${picked}`] : [picked, picked];
  const target = await vscode.window.showSaveDialog({
    title: `Export ${what} as ONNX`,
    defaultUri: vscode.Uri.file(join(folder, `${name}.onnx`)),
    filters: { ONNX: ['onnx'] },
  });
  if (!target) return;
  const given = ['export', run.folder, '--pick', String(picked), '-o', target.fsPath];
  const exporting = lithe.start({ arguments: given, folder });
  const title = `Exporting ${what}`;
  const code = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title },
    () => exporting.ended,
  );
  if (code === 0) {
    const place = vscode.workspace.asRelativePath(target);
    void vscode.window.showInformationMessage(`${what} is in ${place}.`);
  } else {
    void vscode.window.showErrorMessage(`${what} was not exported: ${reasonIn(exporting.log)}`);
  }
}

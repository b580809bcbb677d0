import * as vscode from 'vscode';
import type { LanguageServer } from '../client.ts';
import type { FromWebview, RunDescription } from './messages.ts';

type Asked = Extract<FromWebview, { kind: 'insert' }>;

/** Writes a sub-network into the run's file as a configuration, which one step takes back, and shows it there. */
export async function insertConfiguration(server: LanguageServer, run: RunDescription, asked: Asked): Promise<void> {
  const uri = vscode.Uri.file(run.file);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  if (document === undefined) return refuse(asked, `${run.file} is not there any more.`);
  const { id, configuration } = asked;
  const name = `${run.search}_${id}`;
  const made = await server.insertConfiguration({ uri: uri.toString(), space: run.space, configuration, name });
  if ('problem' in made) return refuse(asked, made.problem);
  if (made.edit !== undefined) {
    const { start } = made.edit.range;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(start.line, start.character), made.edit.newText);
    if (!(await vscode.workspace.applyEdit(edit))) return refuse(asked, `${run.file} cannot be written to.`);
  }
  await showDeclaration(document, made.name);
}

/** Selects the name of a configuration where it is declared. */
async function showDeclaration(document: vscode.TextDocument, name: string): Promise<void> {
  const found = new RegExp(`^[ \\t]*configuration\\s+(?=${name}\\b)`, 'm').exec(document.getText());
  const start = found ? found.index + found[0].length : 0;
  const selection = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + (found ? name.length : 0)),
  );
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.One });
}

function refuse({ id }: Asked, reason: string): void {
  void vscode.window.showErrorMessage(`Sub-network #${id} was not inserted: ${reason}`);
}

import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

const parts = 'block Stage {\n  elastic width in [8, 16]\n  conv(width, kernel: 3)\n}\n';
const net = `import "./parts.lithe"

supernet Net {
  input image: image[3, 32, 32]
  first: Stage
}

search Find {
  space Net
  minimize macs
  require first.width <= 8
}
`;

/** A decision's name changes where it is declared and in the requirement of another file, which keeps its meaning. */
export async function renameAcrossFiles(folder: vscode.Uri): Promise<void> {
  const [declared, used] = await Promise.all([write(folder, 'parts.lithe', parts), write(folder, 'net.lithe', net)]);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    declared.uri,
    declared.positionAt(parts.indexOf('width')),
    'channels',
  );
  assert.ok(await vscode.workspace.applyEdit(edit), 'the renaming is carried out');
  assert.equal(declared.getText(), parts.replaceAll('width', 'channels'));
  assert.equal(used.getText(), net.replace('first.width', 'first.channels'));
  for (const { uri } of [declared, used])
    assert.deepEqual(
      vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      [],
    );
}

async function write(folder: vscode.Uri, name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.workspace.openTextDocument(uri);
}

import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { renameAcrossFiles } from './rename-across-files.ts';

/**
 * What VS Code's own commands get from the extension, asked inside its extension host; runs alike in a desktop
 * VS Code and in code-server. Throws where something is wrong.
 */
export async function run(): Promise<void> {
  const [document] = await Promise.all([openExample(), vscode.extensions.getExtension('lithe.lithe')?.activate()]);
  const all = new vscode.Range(0, 0, document.lineCount, 0);

  const hints = await until(
    () => vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, all),
    (found) => found.length > 5,
  );
  assert.equal(new Set(hints.map(({ position }) => position.line)).size, hints.length, 'at most one hint a line');

  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  const titles = lenses.map(({ command }) => command?.title);
  assert.ok(titles.includes('Run search') && titles.includes('Open front'), titles.join(' | '));

  const at = document.positionAt(document.getText().indexOf('attention('));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  const [content] = hovers[0]?.contents ?? [];
  assert.match(content instanceof vscode.MarkdownString ? content.value : String(content), /MACs = /);

  await seeWhatMayBeWritten(document, at);
  await followNames(document);
  await renameAcrossFiles(vscode.workspace.workspaceFolders![0]!.uri);
  const tasks = await vscode.tasks.fetchTasks({ type: 'lithe' });
  assert.ok(tasks.length > 0, 'there is a task that checks the file');

  assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, 'no_such_operator; ');
  await vscode.workspace.applyEdit(edit);
  const problems = await until(
    async () => vscode.languages.getDiagnostics(document.uri),
    (found) => found.length > 0,
  );
  assert.match(problems[0]?.message ?? '', /no_such_operator/);

  const commands = await vscode.commands.getCommands(true);
  for (const name of ['lithe.runSearch', 'lithe.openFront', 'lithe.pauseRun', 'lithe.resumeRun', 'lithe.newFile'])
    assert.ok(commands.includes(name), name);
}

async function seeWhatMayBeWritten({ uri }: vscode.TextDocument, at: vscode.Position): Promise<void> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    at.translate(0, 'atten'.length),
  );
  const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  assert.ok(labels.includes('attention') && labels.includes('InvertedResidual'), labels.join(' '));
  const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
    'vscode.executeSignatureHelpProvider',
    uri,
    at.translate(0, 'attention('.length),
  );
  assert.match(help.signatures[0]?.label ?? '', /^attention\(heads/);
}

/** From a use to its declaration, in this file and in the standard library, whose pages cannot be written. */
async function followNames(document: vscode.TextDocument): Promise<void> {
  const at = document.positionAt(document.getText().indexOf('repeat depth') + 'repeat d'.length);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    at,
    'layers',
  );
  assert.equal(edit.get(document.uri).length, 2, 'the declaration and its use are renamed');

  const content = 'import "lithe:mobile"\nsupernet A {\n  input a: image[3, 8, 8]\n  InvertedResidual(8)\n}\n';
  const user = await vscode.workspace.openTextDocument({ language: 'lithe', content });
  const [found] = await until(
    () =>
      vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        user.uri,
        new vscode.Position(3, 5),
      ),
    (links) => links.length > 0,
  );
  const page = await vscode.workspace.openTextDocument(found!.targetUri);
  assert.equal(page.uri.scheme, 'lithe');
  assert.match(page.getText(), /block InvertedResidual/);
}

async function openExample(): Promise<vscode.TextDocument> {
  const [file] = await vscode.workspace.findFiles('*.lithe');
  assert.ok(file, 'the workspace has a .lithe file');
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks again until the answer is as wanted, for ten seconds. */
async function until<Answer>(ask: () => Thenable<Answer>, wanted: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    assert.ok(Date.now() < deadline, `no such answer in ten seconds: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

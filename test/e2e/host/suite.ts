import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

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

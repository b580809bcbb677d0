import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';

const page = ['docs', 'reference', 'problems.md'] as const;

/** Lets the code of every problem lead to its entry in the reference that comes with the extension. */
export function linkProblems(extension: vscode.Uri): NonNullable<LanguageClientOptions['middleware']> {
  const uri = vscode.Uri.joinPath(extension, ...page);
  let lines: Promise<ReadonlyMap<string, number>> | undefined;
  return {
    async handleDiagnostics(document, diagnostics, next) {
      if (diagnostics.length > 0) lines ??= linesOfEntries(uri);
      const known = await lines;
      for (const diagnostic of diagnostics) {
        const { code } = diagnostic;
        const line = typeof code === 'string' ? known?.get(code) : undefined;
        if (typeof code !== 'string' || line === undefined) continue;
        diagnostic.code = { value: code, target: uri.with({ fragment: `L${line}` }) };
      }
      next(document, diagnostics);
    },
  };
}

/** The line, from 1, of each entry by its code; none where the page is not there. */
async function linesOfEntries(uri: vscode.Uri): Promise<ReadonlyMap<string, number>> {
  const read = vscode.workspace.fs.readFile(uri);
  const text = await read.then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
  const entries = text.split('\n').map((line, i) => [/^## (\S+)$/.exec(line)?.[1] ?? '', i + 1] as const);
  return new Map(entries);
}

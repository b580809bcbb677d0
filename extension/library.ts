import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';

/** Shows the standard library's pages, `lithe:/mobile.lithe`, as documents that cannot be written. */
export function showLibrary(server: Pick<LanguageServer, 'libraryPage'>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider('lithe', {
    provideTextDocumentContent: (uri) => server.libraryPage(uri.toString()),
  });
}

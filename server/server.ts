import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createCompilations } from './compilations.ts';
import { codeLensesOf } from './features/code-lens.ts';
import { describeSearch } from './features/describe-search.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { formattingOf } from './features/formatting.ts';
import { hoverAt } from './features/hover.ts';
import { inlayHintsOf } from './features/inlay-hints.ts';
import { searchesOf } from './features/searches.ts';
import type {
  DescribeSearchMethod,
  DescribeSearchParams,
  SearchDescription,
  SearchesMethod,
  SearchesParams,
  SearchSummary,
} from './protocol.ts';
import { createTyping } from './typing.ts';

const describeSearchMethod: DescribeSearchMethod = 'lithe/describeSearch';
const searchesMethod: SearchesMethod = 'lithe/searches';

/** The language server: which feature answers which request. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const compilations = createCompilations((uri) => documents.get(uri));
  const typing = createTyping();

  /** Answers from what the document means; nothing where it is not open. */
  function answer<Params extends { readonly textDocument: { readonly uri: string } }, Answer>(
    feature: (compilation: ReturnType<typeof compilations.of>, document: TextDocument, params: Params) => Answer,
  ): (params: Params) => Answer | null {
    return (params) => {
      const document = documents.get(params.textDocument.uri);
      return document ? feature(compilations.of(document), document, params) : null;
    };
  }

  connection.onInitialize(() => ({
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      inlayHintProvider: true,
      codeLensProvider: {},
      documentFormattingProvider: true,
    },
    serverInfo: { name: 'lithe' },
  }));

  documents.onDidChangeContent(({ document }) => {
    typing.changed(document.uri);
    for (const uri of compilations.changed(document.uri)) publish(uri);
  });
  documents.onDidClose(({ document }) => {
    compilations.closed(document.uri);
    typing.closed(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  function publish(uri: string): void {
    const document = documents.get(uri);
    if (!document) return;
    const diagnostics = diagnosticsOf(compilations.of(document));
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  connection.onHover(answer((compilation, document, { position }) => hoverAt(compilation, document, position)));
  connection.onCodeLens(answer((compilation, document) => codeLensesOf(compilation, document.uri)));
  connection.onDocumentFormatting(answer((_, document) => formattingOf(document)));
  connection.languages.inlayHint.on(async (params, token) => {
    const document = documents.get(params.textDocument.uri);
    if (!document) return null;
    // Half-written lines keep the hints that the editor shows until the pause is over.
    if (compilations.of(document).diagnostics.some(({ code }) => code === 'syntax')) await typing.pause(document.uri);
    if (token.isCancellationRequested) return null;
    return inlayHintsOf(compilations.of(document), (line) => lineLength(document, line));
  });

  connection.onRequest(searchesMethod, ({ uri }: SearchesParams): readonly SearchSummary[] => {
    const document = documents.get(uri);
    return document ? searchesOf(compilations.of(document)) : [];
  });
  connection.onRequest(describeSearchMethod, (params: DescribeSearchParams): SearchDescription | null =>
    describeSearch(params),
  );

  documents.listen(connection);
  connection.listen();
}

function lineLength(document: TextDocument, line: number): number {
  const start = { line, character: 0 };
  return document.getText({ start, end: { line: line + 1, character: 0 } }).replace(/\r?\n$/, '').length;
}

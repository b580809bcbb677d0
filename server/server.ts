import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  SemanticTokensBuilder,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pageText } from '../language/index.ts';
import { createCompilations } from './compilations.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/call-hierarchy.ts';
import { codeActionsOf } from './features/code-actions.ts';
import { codeLensesOf } from './features/code-lens.ts';
import { completionsAt, completionTriggers, resolveCompletion } from './features/completion.ts';
import { definitionAt } from './features/definition.ts';
import { describeSearch } from './features/describe-search.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { highlightsAt } from './features/document-highlight.ts';
import { documentLinksOf } from './features/document-links.ts';
import { documentSymbolsOf } from './features/document-symbols.ts';
import { foldingRangesOf } from './features/folding.ts';
import { formattingOf } from './features/formatting.ts';
import { hoverAt } from './features/hover.ts';
import { inlayHintsOf } from './features/inlay-hints.ts';
import { insertedConfiguration } from './features/insert-configuration.ts';
import { refactoringsOf } from './features/refactorings.ts';
import { referencesAt } from './features/references.ts';
import { prepareRename, renameAt } from './features/rename.ts';
import { searchesOf } from './features/searches.ts';
import { selectionRangesOf } from './features/selection-ranges.ts';
import { semanticTokensLegend, semanticTokensOf } from './features/semantic-tokens.ts';
import { signatureAt } from './features/signature-help.ts';
import { toldOfLeft, useConfigurationCommand, usedConfiguration } from './features/use-configuration.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import { type Files, libraryName } from './files.ts';
import { type OpenFile, openFile } from './open-file.ts';
import type {
  DescribeSearchMethod,
  DescribeSearchParams,
  InitializationOptions,
  InsertConfigurationMethod,
  InsertConfigurationParams,
  InsertedConfiguration,
  LibraryPageMethod,
  LibraryPageParams,
  SearchDescription,
  SearchesMethod,
  SearchesParams,
  SearchSummary,
} from './protocol.ts';
import { readSettings, type Settings, usualSettings } from './settings.ts';
import { createTyping } from './typing.ts';
import { createWorkspace } from './workspace.ts';

const describeSearchMethod: DescribeSearchMethod = 'lithe/describeSearch';
const searchesMethod: SearchesMethod = 'lithe/searches';
const insertConfigurationMethod: InsertConfigurationMethod = 'lithe/insertConfiguration';
const libraryPageMethod: LibraryPageMethod = 'lithe/libraryPage';

export interface Server {
  /** To be called when stored files have changed, come or gone. */
  filesChanged(uris: readonly string[]): void;
}

/**
 * The language server: which feature answers which request. `filesFor` gives where texts come from, to a client that
 * can show the standard library's pages by itself or cannot. `typed` is called at every key.
 */
export function serve(
  connection: Connection,
  filesFor: (showsLibrary: () => boolean) => Files,
  typed: () => void = () => {},
): Server {
  const documents = new TextDocuments(TextDocument);
  let client: InitializeParams['capabilities'] = {};
  let options: InitializationOptions = {};
  let settings: Settings = usualSettings;
  const files = filesFor(() => options.libraryDocuments === true);
  const compilations = createCompilations(files, (uri) => documents.get(uri));
  const workspace = createWorkspace(files, () => documents.all());
  const typing = createTyping();
  const tokenBuilders = new Map<string, SemanticTokensBuilder>();

  interface AtDocument {
    readonly textDocument: { readonly uri: string };
  }

  function opened(params: AtDocument): OpenFile | undefined {
    const document = documents.get(params.textDocument.uri);
    return document && openFile(document, workspace, () => compilations.of(document));
  }

  /** Answers from what the document means; nothing where it is not open. */
  function answer<Params extends AtDocument, Answer>(
    feature: (file: OpenFile, params: Params) => Answer,
  ): (params: Params) => Answer | null {
    return (params) => {
      const file = opened(params);
      return file ? feature(file, params) : null;
    };
  }

  connection.onInitialize(({ capabilities, initializationOptions, workspaceFolders, rootUri }) => {
    client = capabilities;
    options = (initializationOptions as InitializationOptions | undefined) ?? {};
    settings = settingsFrom(options.settings);
    workspace.setFolders(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []));
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: completionTriggers, resolveProvider: true },
        signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [')', ':'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        semanticTokensProvider: { legend: semanticTokensLegend, full: { delta: true } },
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentLinkProvider: {},
        callHierarchyProvider: true,
        inlayHintProvider: true,
        codeLensProvider: {},
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, CodeActionKind.RefactorRewrite],
        },
        documentFormattingProvider: true,
        executeCommandProvider: { commands: [useConfigurationCommand] },
        documentRangeFormattingProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'lithe' },
    };
  });

  connection.onInitialized(async () => {
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = await connection.workspace.getWorkspaceFolders();
        workspace.setFolders(folders?.map(({ uri }) => uri) ?? []);
      });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: '**/*.lithe' }];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'lithe' });
    }
    if (client.workspace?.configuration) await takeSettings(await connection.workspace.getConfiguration('lithe'));
  });

  connection.onDidChangeConfiguration(async ({ settings: sent }) => {
    const isAsked = client.workspace?.configuration === true;
    await takeSettings(isAsked ? await connection.workspace.getConfiguration('lithe') : sent?.lithe);
  });

  /** What only an editor with Lithe's own commands can do is offered to no other. */
  function settingsFrom(sent: unknown): Settings {
    const read = readSettings(sent);
    return options.commands === true ? read : { ...read, codeLens: { ...read.codeLens, searches: false } };
  }

  async function takeSettings(sent: unknown): Promise<void> {
    const before = JSON.stringify(settings);
    settings = settingsFrom(sent);
    if (JSON.stringify(settings) !== before) await refresh();
  }

  async function refresh(): Promise<void> {
    if (client.workspace?.inlayHint?.refreshSupport) await connection.languages.inlayHint.refresh();
    if (client.workspace?.codeLens?.refreshSupport) await connection.sendRequest(CodeLensRefreshRequest.type);
  }

  documents.onDidChangeContent(({ document }) => {
    typed();
    typing.changed(document.uri);
    for (const uri of compilations.changed(document.uri)) publish(uri);
  });
  documents.onDidClose(({ document }) => {
    compilations.closed(document.uri);
    typing.closed(document.uri);
    tokenBuilders.delete(document.uri);
    workspace.filesChanged();
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => filesChanged(changes.map(({ uri }) => uri)));

  function filesChanged(uris: readonly string[]): void {
    workspace.filesChanged();
    const closed = uris.filter((uri) => !documents.get(uri));
    const meant = new Set(closed.flatMap((uri) => compilations.changed(uri)).filter((uri) => documents.get(uri)));
    for (const uri of meant) publish(uri);
    if (meant.size > 0) void refresh();
  }

  function publish(uri: string): void {
    const document = documents.get(uri);
    if (!document) return;
    const diagnostics = diagnosticsOf(compilations.of(document));
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  const abilities = () => ({
    snippets: client.textDocument?.completion?.completionItem?.snippetSupport === true,
  });
  connection.onCompletion(
    answer((file, { position, context }) => completionsAt(file, position, abilities(), context?.triggerCharacter)),
  );
  connection.onCompletionResolve((item) => resolveCompletion(workspace, item));
  connection.onSignatureHelp(answer((file, { position }) => signatureAt(file, position)));
  connection.onHover(answer((file, { position }) => hoverAt(file, position)));
  connection.onDefinition(answer((file, { position }) => linksOrPlaces(definitionAt(file, position))));
  connection.onReferences(
    answer((file, { position, context }) => referencesAt(file, position, context.includeDeclaration)),
  );
  connection.onDocumentHighlight(answer((file, { position }) => highlightsAt(file, position)));
  connection.onPrepareRename(answer((file, { position }) => prepareRename(file, position)));
  connection.onRenameRequest(answer((file, { position, newName }) => renameAt(file, position, newName)));
  connection.onDocumentSymbol(answer((file) => documentSymbolsOf(file)));
  connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(workspace, query));
  connection.onFoldingRanges(answer((file) => foldingRangesOf(file)));
  connection.onSelectionRanges(answer((file, { positions }) => selectionRangesOf(file, positions)));
  connection.onDocumentLinks(answer((file) => documentLinksOf(file)));
  connection.onCodeLens(answer((file) => codeLensesOf(file, settings.codeLens, options.commands)));
  connection.onCodeAction(
    answer((file, { range }) => [
      ...codeActionsOf(file.compilation, file.document.uri, range),
      ...refactoringsOf(file, range),
    ]),
  );
  connection.onDocumentFormatting(answer((file) => formattingOf(file)));
  connection.onDocumentRangeFormatting(answer((file, { range }) => formattingOf(file, range)));
  connection.languages.callHierarchy.onPrepare(answer((file, { position }) => prepareCallHierarchy(file, position)));
  connection.languages.callHierarchy.onIncomingCalls(({ item }) => incomingCalls(workspace, item));
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) => outgoingCalls(workspace, item));
  connection.languages.semanticTokens.on((params) => tokens(params)?.build() ?? { data: [] });
  connection.languages.semanticTokens.onDelta(
    (params) => tokens(params, params.previousResultId)?.buildEdits() ?? { data: [] },
  );
  connection.languages.inlayHint.on(async (params, token) => {
    const file = opened(params);
    if (!file) return null;
    // Half-written lines keep the hints that the editor shows until the pause is over.
    if (file.compilation.diagnostics.some(({ code }) => code === 'syntax')) await typing.pause(file.document.uri);
    return token.isCancellationRequested ? null : inlayHintsOf(file, settings.inlayHints);
  });

  function tokens(params: AtDocument, previous?: string): SemanticTokensBuilder | undefined {
    const file = opened(params);
    if (!file) return undefined;
    const { uri } = file.document;
    const builder = tokenBuilders.get(uri) ?? new SemanticTokensBuilder();
    tokenBuilders.set(uri, builder);
    builder.previousResult(previous ?? '');
    return semanticTokensOf(file, builder);
  }

  function linksOrPlaces(links: ReturnType<typeof definitionAt>) {
    if (client.textDocument?.definition?.linkSupport) return links;
    return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
  }

  connection.onRequest(searchesMethod, (params: SearchesParams): readonly SearchSummary[] => {
    const file = opened({ textDocument: params });
    return file ? searchesOf(file.compilation) : [];
  });
  connection.onRequest(describeSearchMethod, (params: DescribeSearchParams): SearchDescription | null =>
    describeSearch(files, params),
  );
  connection.onRequest<InsertedConfiguration, never>(insertConfigurationMethod, (params: InsertConfigurationParams) => {
    const file = opened({ textDocument: params });
    return file ? insertedConfiguration(file, params) : { problem: 'The file is not open.' };
  });
  connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const [uri, name] = given as readonly unknown[];
    if (command !== useConfigurationCommand || typeof uri !== 'string' || typeof name !== 'string') return;
    const file = opened({ textDocument: { uri } });
    const used = file && usedConfiguration(file, name);
    if (!used) return;
    await connection.workspace.applyEdit({ label: `Use ${name}`, edit: used.edit });
    const told = toldOfLeft(name, used.left);
    if (told !== undefined) connection.window.showInformationMessage(told);
  });
  connection.onRequest(
    libraryPageMethod,
    ({ uri }: LibraryPageParams): string | null => pageText(libraryName(uri) ?? '') ?? null,
  );

  documents.listen(connection);
  connection.listen();
  return { filesChanged };
}

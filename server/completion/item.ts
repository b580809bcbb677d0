import { type CompletionItem, type CompletionItemKind, InsertTextFormat, type TextEdit } from 'vscode-languageserver';

/** What a completion offers, before it is known where it goes. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Behind the name in the list: a signature, a domain. */
  readonly detail?: string;
  /** In the list's right column: where it comes from. */
  readonly description?: string;
  /** With places to fill in; the label where absent. */
  readonly snippet?: string;
  /** Offers of smaller ranks come first; from -1. */
  readonly rank: number;
  /** Shown when the item is chosen in the list. */
  readonly documentation?: string | DocumentationKey;
  readonly edits?: readonly TextEdit[];
  /** Opens the list again, or the signature, behind what was inserted. */
  readonly opens?: 'suggest' | 'signature';
}

/** Names what a client asks the documentation of, when a person looks at it. */
export interface DocumentationKey {
  readonly operator?: string;
  /** A symbol, by the file that declares it and its key. */
  readonly symbol?: { readonly file: string; readonly key: string };
}

/** What the client can do with completions. */
export interface CompletionAbilities {
  readonly snippets: boolean;
}

export function toItem(offer: Offer, range: TextEdit['range'], { snippets }: CompletionAbilities): CompletionItem {
  const { label, kind, detail, description, snippet, rank, documentation, edits, opens } = offer;
  const hasPlaces = snippet?.includes('$') === true;
  const isSnippet = snippets && hasPlaces;
  // Without places to fill in, what would have them is left to be typed.
  const newText = isSnippet || (snippet !== undefined && !hasPlaces) ? snippet! : label;
  return {
    label,
    kind,
    sortText: `${rank + 1}${label}`,
    textEdit: { range, newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(detail === undefined && description === undefined ? {} : { labelDetails: detailsOf(detail, description) }),
    ...(typeof documentation === 'string' ? { documentation: { kind: 'markdown', value: documentation } } : {}),
    ...(typeof documentation === 'object' ? { data: documentation } : {}),
    ...(edits === undefined ? {} : { additionalTextEdits: [...edits] }),
    ...(opens === undefined ? {} : { command: { title: '', command: commands[opens] } }),
  };
}

function detailsOf(detail: string | undefined, description: string | undefined) {
  return { ...(detail === undefined ? {} : { detail }), ...(description === undefined ? {} : { description }) };
}

const commands = {
  suggest: 'editor.action.triggerSuggest',
  signature: 'editor.action.triggerParameterHints',
} as const;

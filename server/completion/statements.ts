import { CompletionItemKind, type TextEdit } from 'vscode-languageserver';
import {
  declarationDescriptions,
  describeOperator,
  type NameSymbol,
  type Names,
  type OperatorName,
  operatorNames,
  outlineOf,
  pages,
  settingDescriptions,
  statementDescriptions,
} from '../../language/index.ts';
import type { Offer } from './item.ts';
import type { Surroundings } from './surroundings.ts';

/** What may stand as a statement: operators, blocks in sight, keywords, and the standard library's blocks. */
export function statementOffers(at: Surroundings, isLabelled: boolean, behind: string): Offer[] {
  const callable = at.visible.filter(({ kind }) => kind === 'block' || kind === 'parameter');
  const goesOn = { residual: ['shortcut'], if: ['else'] }[behind] ?? [];
  return [
    ...(isLabelled ? [] : goesOn.map((word) => continuation(word))),
    ...callable.map((symbol) => (symbol.kind === 'block' ? blockOffer(symbol, at.names) : named(symbol))),
    ...operatorNames.map((name) => operatorOffer(name)),
    ...keywordOffers(isLabelled),
    ...libraryOffers(at),
  ];
}

export function declarationOffers(): Offer[] {
  return Object.entries(declarationDescriptions).map(([label, { documentation, snippet }]) => ({
    label,
    kind: CompletionItemKind.Keyword,
    snippet,
    documentation,
    rank: 1,
  }));
}

export function settingOffers(block: keyof typeof settingDescriptions): Offer[] {
  return Object.entries(settingDescriptions[block]).map(([label, { documentation, snippet }]) => ({
    label,
    kind: CompletionItemKind.Property,
    snippet,
    documentation,
    rank: 1,
  }));
}

function continuation(label: string): Offer {
  return { label, kind: CompletionItemKind.Keyword, snippet: `${label} { \${0} }`, rank: -1 };
}

function named({ name, kind }: NameSymbol): Offer {
  return { label: name, kind: CompletionItemKind.Variable, description: kind, rank: 1 };
}

function keywordOffers(isLabelled: boolean): Offer[] {
  return Object.entries(statementDescriptions)
    .filter(([, { givesTensor }]) => givesTensor || !isLabelled)
    .map(([label, { documentation, snippet }]) => ({
      label,
      kind: CompletionItemKind.Keyword,
      snippet,
      documentation,
      rank: 2,
    }));
}

/** An operator with what must be given to it: the first argument by position, the others by name. */
export function operatorOffer(name: OperatorName): Offer {
  const { arguments: definitions, inputs } = describeOperator(name);
  const required = Object.entries(definitions).filter(([, { default: usual }]) => usual === undefined);
  const isVariadic = inputs.most > 1 && inputs.label === undefined;
  const places = isVariadic ? ['a', 'b'] : required.map(([argument]) => argument);
  const list = Object.keys(definitions).join(', ');
  return {
    label: name,
    kind: CompletionItemKind.Function,
    ...(list === '' ? {} : { detail: `(${list})` }),
    ...call(name, places, isVariadic),
    documentation: { operator: name },
    rank: 1,
  };
}

function blockOffer(symbol: NameSymbol, names: Pick<Names, 'parametersOf'>): Offer {
  const parameters = names.parametersOf(symbol);
  const required = parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => name);
  return {
    label: symbol.name,
    kind: CompletionItemKind.Class,
    ...(parameters.length === 0 ? {} : { detail: `(${parameters.map(({ name }) => name).join(', ')})` }),
    ...(symbol.range.file.startsWith('lithe:') ? { description: symbol.range.file } : {}),
    ...call(symbol.name, required, false),
    documentation: { symbol: { file: symbol.range.file, key: symbol.key } },
    rank: 0,
  };
}

function call(name: string, required: readonly string[], byPosition: boolean): Pick<Offer, 'snippet' | 'opens'> {
  if (required.length === 0) return {};
  const places = required.map((argument, i) => {
    const place = `\${${i + 1}:${argument}}`;
    return i === 0 || byPosition ? place : `${argument}: ${place}`;
  });
  return { snippet: `${name}(${places.join(', ')})`, opens: 'signature' };
}

/** Blocks of the library's pages that are not imported: choosing one imports its page. */
function libraryOffers(at: Surroundings): Offer[] {
  const { workspace, file } = at.opened;
  const seen = new Set(at.visible.map(({ name }) => name));
  const imported = new Set(at.names.imports.map((one) => one.file));
  return pages
    .filter((page) => page !== file && !imported.has(page))
    .flatMap((page) => {
      const names = workspace.names(page)!;
      const blocks = outlineOf(workspace.parsed(page)!).filter(({ kind, name }) => kind === 'block' && !seen.has(name));
      return blocks.flatMap(({ name }) => {
        const declared = names.occurrences.find(({ isDeclaration, symbol }) => isDeclaration && symbol.name === name);
        if (declared === undefined) return [];
        return [{ ...blockOffer(declared.symbol, names), rank: 3, edits: [importOf(page, at.text)] }];
      });
    });
}

/** The edit that imports a page: behind the last import, or at the top. */
function importOf(page: string, text: string): TextEdit {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => /^\s*import\b/.test(line));
  const line = last + 1;
  const start = { line, character: 0 };
  const gap = last < 0 ? '\n' : '';
  return { range: { start, end: start }, newText: `import "${page}"\n${gap}` };
}

import { type CompletionItem, CompletionItemKind, type CompletionList, type Position } from 'vscode-languageserver';
import {
  formatDescriptions,
  inputDescriptions,
  isOperatorName,
  type Place,
  pages,
  type SettingDescription,
} from '../../language/index.ts';
import { decisionOffers, decisionValueOffers } from '../completion/configuration.ts';
import { type CompletionAbilities, type DocumentationKey, type Offer, toItem } from '../completion/item.ts';
import { fileOffers, importOffers } from '../completion/paths.ts';
import { requirementOffers, settingValueOffers, spaceOffers } from '../completion/search.ts';
import { declarationOffers, settingOffers, statementOffers } from '../completion/statements.ts';
import { type Surroundings, surroundingsAt } from '../completion/surroundings.ts';
import {
  argumentOffers,
  expressionOffers,
  labelOffers,
  memberOffers,
  operatorValueOffers,
  wordOffers,
} from '../completion/values.ts';
import { describeOperator } from '../hover/operator.ts';
import { describeSymbol } from '../hover/symbol.ts';
import type { OpenFile } from '../open-file.ts';
import type { Workspace } from '../workspace.ts';

/** Signs behind which an editor asks by itself. A space counts only where a word must follow. */
export const completionTriggers = ['(', ',', ':', '.', '[', '"', '/', ' '];

const afterSpace = new Set<Place['kind']>([
  'setting value',
  'requirement',
  'decision value',
  'space',
  'input kind',
  'branch kind',
  'label',
  'weights map',
  'argument',
  'domain',
]);

/** What may be written at a position of a text, however unfinished. */
export function completionsAt(
  opened: OpenFile,
  position: Position,
  abilities: CompletionAbilities,
  trigger?: string,
): CompletionList {
  const at = surroundingsAt(opened, position);
  const { place, start } = at.cursor;
  if (place === undefined || (trigger === ' ' && !afterSpace.has(place.kind)))
    return { isIncomplete: false, items: [] };
  const begins = place.kind === 'requirement' || place.kind === 'decision' ? place.start : start;
  const range = { start: opened.document.positionAt(begins), end: position };
  const offers = offersFor(at, place);
  return { isIncomplete: false, items: offers.map((offer) => toItem(offer, range, abilities)) };
}

function offersFor(at: Surroundings, place: Place): readonly Offer[] {
  switch (place.kind) {
    case 'declaration':
      return declarationOffers();
    case 'statement':
      return statementOffers(at, place.isLabelled, place.behind);
    case 'keyword':
      return wordOffers(place.words);
    case 'setting':
      return settingOffers(place.block);
    case 'setting value':
      return settingValueOffers(at, place);
    case 'requirement':
      return requirementOffers(at);
    case 'decision':
      return decisionOffers(at, place);
    case 'decision value':
      return decisionValueOffers(at, place);
    case 'space':
      return spaceOffers(at);
    case 'argument':
      return argumentOffers(at, place);
    case 'expression':
      return expressionOffers(at);
    case 'domain':
      return [...expressionOffers(at), ...operatorValueOffers(at)];
    case 'domain start':
      return domainOffers;
    case 'member':
      return memberOffers(at, place.of);
    case 'label':
      return labelOffers(at);
    case 'format':
      return Object.entries(formatDescriptions).map(([label, documentation]) => ({
        label,
        kind: CompletionItemKind.EnumMember,
        documentation,
        rank: 0,
      }));
    case 'input kind':
      return snippets(inputDescriptions);
    case 'branch kind':
      return wordOffers(['sum', 'concat', 'product']);
    case 'file':
      return place.of === 'import' ? importOffers(at.opened) : fileOffers(at.opened, place.written);
    case 'weights map':
      return mapOffers(at);
    case 'path name':
      return [];
  }
}

/** Maps of this file, of its imports and of the standard library. */
function mapOffers({ names, opened: { workspace } }: Surroundings): Offer[] {
  const files = [...new Set([...names.imports.map(({ file }) => file), ...pages])];
  const all = [names, ...files.flatMap((file) => workspace.names(file) ?? [])];
  const maps = all.flatMap((one) => one.occurrences).filter((one) => one.isDeclaration && one.symbol.kind === 'map');
  return maps.map(({ symbol: { name, documentation, range } }) => ({
    label: name,
    kind: CompletionItemKind.Module,
    description: range.file.startsWith('lithe:') ? range.file : 'map',
    documentation,
    rank: 0,
  }));
}

function snippets(described: Readonly<Record<string, SettingDescription>>): Offer[] {
  return Object.entries(described).map(([label, { documentation, snippet }]) => ({
    label,
    kind: CompletionItemKind.Keyword,
    snippet,
    documentation,
    rank: 0,
  }));
}

const domainOffers: readonly Offer[] = [
  {
    label: '[…]',
    snippet: '[${1:values}]',
    kind: CompletionItemKind.Snippet,
    rank: 0,
    documentation: 'A list: `[6, 8, 12]`, `[relu, gelu]`.',
  },
  {
    label: 'from..to',
    snippet: '${1:2}..${2:4}',
    kind: CompletionItemKind.Snippet,
    rank: 1,
    documentation: 'Whole numbers, both ends included.',
  },
  {
    label: 'from..to step',
    snippet: '${1:64}..${2:512} step ${3:64}',
    kind: CompletionItemKind.Snippet,
    rank: 2,
    documentation: 'Numbers a step apart, both ends included.',
  },
];

/** Adds the documentation of an item that a person looks at. */
export function resolveCompletion(workspace: Workspace, item: CompletionItem): CompletionItem {
  const key = item.data as DocumentationKey | undefined;
  const value = key === undefined ? undefined : documentationOf(workspace, key);
  return value === undefined ? item : { ...item, documentation: { kind: 'markdown', value } };
}

function documentationOf(workspace: Workspace, { operator, symbol }: DocumentationKey): string | undefined {
  if (operator !== undefined) return isOperatorName(operator) ? describeOperator(operator) : undefined;
  if (symbol === undefined) return undefined;
  const names = workspace.names(symbol.file);
  const declared = names?.occurrences.find((one) => one.isDeclaration && one.symbol.key === symbol.key);
  return declared === undefined ? undefined : describeSymbol(workspace, declared.symbol);
}

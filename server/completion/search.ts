import { CompletionItemKind } from 'vscode-languageserver';
import { type Decision, deviceNames, metricDescriptions, type Place } from '../../language/index.ts';
import type { Offer } from './item.ts';
import type { Surroundings } from './surroundings.ts';
import { recipeOffers, wordOffers } from './values.ts';

/** What a setting of a dataset, a search or `finetune` takes behind its name. */
export function settingValueOffers(
  at: Surroundings,
  { setting, before }: Extract<Place, { kind: 'setting value' }>,
): Offer[] {
  const isFirst = before.length === 0 || before.at(-1) === ',';
  switch (setting) {
    case 'space':
      return isFirst ? spaceOffers(at) : [];
    case 'data':
      return isFirst ? declared(at, 'dataset') : [];
    case 'maximize':
    case 'minimize':
      if (before.at(-1) === 'on') return declared(at, 'target');
      return isFirst ? metricOffers() : before.length === 1 ? wordOffers(['on']) : [];
    case 'device':
      return isFirst ? wordOffers(deviceNames) : [];
    case 'distill':
      return isFirst ? wordOffers(['from']) : before.at(-1) === 'from' ? recipeOffers(setting) : [];
    case 'shrink':
      if (isFirst) return shrinkOffers(at);
      return before.length === 1 || before.at(-2) === ',' ? wordOffers(['from']) : [];
    case 'normalize':
      return wordOffers(isFirst ? ['mean'] : ['deviation']);
    case 'images':
    case 'test':
    case 'validation':
      return isFirst ? [] : wordOffers(['labels']);
    case 'text':
    case 'label':
      return wordOffers(['column']);
    case 'tokenizer':
      return isFirst ? [] : wordOffers(['length']);
    default:
      return isFirst ? recipeOffers(setting) : [];
  }
}

/** The super-networks that a search or a configuration may name. */
export function spaceOffers(at: Surroundings): Offer[] {
  return declared(at, 'supernet');
}

/** Metrics, and the decisions of the super-network that is searched, by their paths. */
export function requirementOffers(at: Surroundings): Offer[] {
  return [...metricOffers(), ...decisionsSearched(at).map((decision) => decisionOffer(decision.path, decision))];
}

/** Names of decisions, each once. */
function shrinkOffers(at: Surroundings): Offer[] {
  const byName = new Map(decisionsSearched(at).map((decision) => [decision.name, decision]));
  return [...byName].map(([name, decision]) => decisionOffer(name, decision));
}

function decisionsSearched({ cursor, text, compilation }: Surroundings): readonly Decision[] {
  const frame = cursor.frames.find(({ kind }) => kind === 'search');
  const body = text.slice(frame?.start ?? 0);
  const name = /\bspace\s+(\w+)/.exec(body)?.[1];
  const space = compilation.spaces.find((one) => one.name === name) ?? compilation.spaces[0];
  return space?.decisions ?? [];
}

function decisionOffer(label: string, { values }: Decision): Offer {
  return {
    label,
    kind: CompletionItemKind.Enum,
    detail: ` in ${values.length > 6 ? `${values[0]}..${values.at(-1)}` : `[${values.join(', ')}]`}`,
    rank: 1,
  };
}

function metricOffers(): Offer[] {
  return Object.entries(metricDescriptions).map(([label, documentation]) => ({
    label,
    kind: CompletionItemKind.Variable,
    documentation,
    rank: 0,
  }));
}

function declared({ names }: Surroundings, kind: 'supernet' | 'dataset' | 'target'): Offer[] {
  const found = names.occurrences.filter(({ symbol, isDeclaration }) => isDeclaration && symbol.kind === kind);
  return found.map(({ symbol: { name, documentation } }) => ({
    label: name,
    kind: CompletionItemKind.Class,
    documentation,
    rank: 0,
  }));
}

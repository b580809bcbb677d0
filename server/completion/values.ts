import { CompletionItemKind } from 'vscode-languageserver';
import {
  describeOperator,
  functionDescriptions,
  hintsOf,
  isOperatorName,
  type NameSymbol,
  operatorNames,
  type Place,
  recipeDescriptions,
  sizeDescriptions,
} from '../../language/index.ts';
import type { Offer } from './item.ts';
import { operatorOffer } from './statements.ts';
import type { Surroundings } from './surroundings.ts';

const symbolItems: Readonly<Record<string, CompletionItemKind>> = {
  decision: CompletionItemKind.Enum,
  constant: CompletionItemKind.Constant,
  parameter: CompletionItemKind.Variable,
  index: CompletionItemKind.Variable,
  label: CompletionItemKind.Field,
  input: CompletionItemKind.Field,
};

/** What an expression may begin with: decisions, constants, parameters, copies' numbers, functions and the tensor `x`. */
export function expressionOffers(at: Surroundings): Offer[] {
  const values = at.visible.filter(({ kind }) => ['decision', 'constant', 'parameter', 'index'].includes(kind));
  const functions = Object.entries(functionDescriptions).map(([label, { signature, documentation }]) => ({
    label,
    kind: CompletionItemKind.Function,
    detail: signature.slice(label.length),
    snippet: `${label}($0)`,
    documentation,
    rank: 3,
    opens: 'signature' as const,
  }));
  const tensor: Offer = {
    label: 'x',
    kind: CompletionItemKind.Variable,
    detail: '.channels, .width, …',
    documentation: 'The tensor that enters the statement in which it is written.',
    rank: 2,
  };
  const conditional: Offer = {
    label: 'if',
    kind: CompletionItemKind.Keyword,
    snippet: 'if ${1:condition} then ${2} else ${3}',
    rank: 4,
  };
  return [...values.map((symbol) => symbolOffer(at, symbol)), tensor, ...functions, conditional];
}

/** Labels and inputs, whose tensors may be named. */
export function labelOffers(at: Surroundings): Offer[] {
  return at.visible.filter(({ kind }) => kind === 'label' || kind === 'input').map((symbol) => symbolOffer(at, symbol));
}

/** Operators that need no arguments, blocks, and parameters that may stand for them. */
export function operatorValueOffers(at: Surroundings): Offer[] {
  const blocks = at.visible.filter(({ kind }) => kind === 'block' || kind === 'parameter');
  const plain = operatorNames.filter((name) =>
    Object.values(describeOperator(name).arguments).every(({ default: usual }) => usual !== undefined),
  );
  return [
    ...blocks.map((symbol) => symbolOffer(at, symbol)),
    ...plain.map((name): Offer => {
      const { label, kind, documentation } = operatorOffer(name);
      return { label, kind, rank: 2, ...(documentation === undefined ? {} : { documentation }) };
    }),
  ];
}

function symbolOffer({ opened }: Surroundings, symbol: NameSymbol): Offer {
  const { name, kind, extent, range } = symbol;
  const isHere = range.file === opened.file && kind === 'decision';
  const text = isHere ? textBehindName(opened.document.getText(), extent, name) : '';
  return {
    label: name,
    kind: symbolItems[kind] ?? CompletionItemKind.Class,
    ...(text === '' ? {} : { detail: ` ${text}` }),
    description: kind,
    documentation: { symbol: { file: range.file, key: symbol.key } },
    rank: kind === 'decision' ? 0 : 1,
  };
}

function textBehindName(text: string, extent: NameSymbol['extent'], name: string): string {
  const line = text.split('\n')[extent.line - 1] ?? '';
  return (line.split(new RegExp(`\\b${name}\\b`))[1] ?? '').replace(/\/\/.*/, '').trim();
}

/** The sizes of the tensor before a dot: all of its kind, or where that is not known, every one. */
export function memberOffers(at: Surroundings, of: string): Offer[] {
  const kind = kindOf(at, of);
  return Object.entries(sizeDescriptions)
    .filter(([, { kinds }]) => kind === undefined || kinds.includes(kind))
    .map(([label, { documentation }]) => ({
      label,
      kind: CompletionItemKind.Property,
      documentation,
      rank: 0,
    }));
}

/** The kind of the tensor that a label names, or that flows into the statement under the cursor. */
function kindOf(at: Surroundings, of: string): string | undefined {
  const { line, character } = at.opened.document.positionAt(at.cursor.statement);
  const symbol = at.visible.find(({ name }) => name === of);
  const hints = hintsOf(at.compilation);
  if (symbol !== undefined) {
    const { extent } = symbol;
    return hints.find(({ range }) => range.line === extent.line && range.column === extent.column)?.output.kind;
  }
  const before = hints.filter(
    ({ range }) => range.endLine - 1 < line || (range.endLine - 1 === line && range.endColumn - 1 <= character),
  );
  const last = before.toSorted((a, b) => a.range.endLine - b.range.endLine || a.range.endColumn - b.range.endColumn);
  return last.at(-1)?.output.kind ?? at.compilation.spaces[0]?.values[0]?.kind;
}

/** Names of arguments that are not given yet, and values of the one that is written. */
export function argumentOffers(at: Surroundings, place: Extract<Place, { kind: 'argument' }>): Offer[] {
  if (place.setting !== undefined) return recipeArgumentOffers(place, place.setting);
  const { callee, given, positional, name } = place;
  const parameters = parametersOf(at, callee);
  const next = name ?? (given.length === 0 ? parameters[positional]?.name : undefined);
  const chosen = parameters.find((parameter) => parameter.name === next);
  const open = parameters.slice(positional).filter((parameter) => !given.includes(parameter.name));
  const names = name !== undefined ? [] : open.map(argumentOffer);
  return [...names, ...valueOffers(at, callee, chosen)];
}

interface ParameterOffer {
  readonly name: string;
  readonly documentation: string;
  readonly default: string | undefined;
  readonly kind: 'any' | 'label' | 'flag' | 'word' | 'number';
  readonly words: readonly string[];
}

function argumentOffer({ name, documentation, default: usual }: ParameterOffer): Offer {
  return {
    label: `${name}:`,
    kind: CompletionItemKind.Field,
    ...(usual === undefined ? {} : { detail: ` ${usual}` }),
    snippet: `${name}: `,
    documentation,
    rank: usual === undefined ? -1 : 2,
    opens: 'suggest',
  };
}

function parametersOf(at: Surroundings, callee: string): readonly ParameterOffer[] {
  const symbol = at.visible.find(({ name, kind }) => name === callee && kind === 'block');
  if (symbol !== undefined) {
    return at.names.parametersOf(symbol).map((parameter) => ({
      name: parameter.name,
      documentation: '',
      default: parameter.default,
      kind: 'any',
      words: [],
    }));
  }
  if (!isOperatorName(callee)) return [];
  const { arguments: definitions, inputs, shares } = describeOperator(callee);
  const own = Object.entries(definitions).map(([name, definition]): ParameterOffer => {
    const { kind, documentation, words = [], default: usual } = definition;
    const given = kind === 'flag' || kind === 'word' ? kind : 'number';
    return { name, documentation, default: usual?.text, kind: given, words };
  });
  const label = (name: string, documentation: string): ParameterOffer => ({
    name,
    documentation,
    default: 'none',
    kind: 'label',
    words: [],
  });
  return [
    ...own,
    ...(inputs.label === undefined ? [] : [label(inputs.label, 'Another tensor, by the label of its statement.')]),
    ...(shares === undefined ? [] : [label('share', `The label of a statement whose ${shares} this one uses.`)]),
  ];
}

function valueOffers(at: Surroundings, callee: string, parameter: ParameterOffer | undefined): Offer[] {
  const isVariadic = isOperatorName(callee) && describeOperator(callee).inputs.most > 2;
  if (isVariadic && parameter?.kind !== 'word') return labelOffers(at);
  switch (parameter?.kind) {
    case 'flag':
      return [...wordOffers(['true', 'false']), ...expressionOffers(at)];
    case 'word':
      return wordOffers(parameter.words);
    case 'label':
      return labelOffers(at);
    case 'any':
      return [
        ...expressionOffers(at),
        ...wordOffers(['true', 'false'], 2),
        ...operatorValueOffers(at),
        ...labelOffers(at),
      ];
    default:
      return expressionOffers(at);
  }
}

export function wordOffers(words: readonly string[], rank = 0): Offer[] {
  return words.map((label) => ({ label, kind: CompletionItemKind.Keyword, rank }));
}

/** The methods that a setting takes. */
export function recipeOffers(setting: string): Offer[] {
  return Object.entries(recipeDescriptions[setting] ?? {}).map(([label, { documentation, parameters }]) => {
    const required = Object.entries(parameters).filter(([, { default: usual }]) => usual === undefined);
    const places = required.map(([name], i) => `${name}: \${${i + 1}}`);
    return {
      label,
      kind: CompletionItemKind.Function,
      detail: Object.keys(parameters).length === 0 ? '' : `(${Object.keys(parameters).join(', ')})`,
      ...(places.length === 0 ? {} : { snippet: `${label}(${places.join(', ')})`, opens: 'signature' as const }),
      documentation,
      rank: 0,
    };
  });
}

function recipeArgumentOffers(place: Extract<Place, { kind: 'argument' }>, setting: string): Offer[] {
  if (place.name !== undefined) return [];
  const recipe = recipeDescriptions[setting]?.[place.callee];
  return Object.entries(recipe?.parameters ?? {})
    .slice(place.positional)
    .filter(([name]) => !place.given.includes(name))
    .map(([name, { documentation, default: usual }]) =>
      argumentOffer({ name, documentation, default: usual?.toString(), kind: 'number', words: [] }),
    );
}

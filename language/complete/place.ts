import type { SettingBlock } from '../search/describe-settings.ts';
import { type Frame, framesOf, headOf, holdsStatements, startsAnew, withoutLabels } from './frames.ts';
import { isInComment, isWord, type LooseToken, looseTokens } from './tokens.ts';

/** What may be written at a place of a text. */
export type Place =
  /** A statement of a super-network or a block; after a label, one that gives a tensor. */
  | { readonly kind: 'statement'; readonly isLabelled: boolean; readonly behind: string }
  /** A keyword that goes on with the statement: `when`, `as`, `step`. */
  | { readonly kind: 'keyword'; readonly words: readonly string[] }
  | { readonly kind: 'declaration' }
  /** A setting of this block. */
  | { readonly kind: 'setting'; readonly block: SettingBlock }
  /** What a setting takes; `before` is the words of the setting before the place. */
  | { readonly kind: 'setting value'; readonly setting: string; readonly before: readonly string[] }
  /** A condition of a search over metrics and paths of decisions; the path so far, and where it begins. */
  | { readonly kind: 'requirement'; readonly path: string; readonly start: number }
  /** An argument of a call; of a recipe, the setting that takes it. Given are the names, and how many have none. */
  | ({ readonly kind: 'argument'; readonly setting: string | undefined } & GivenArguments)
  /** The path of a decision of this super-network, from `start` on, behind that of the groups around it. */
  | { readonly kind: 'decision'; readonly space: string; readonly group: string; readonly start: number }
  /** What a configuration decides for this path. */
  | { readonly kind: 'decision value'; readonly space: string; readonly path: string }
  /** The super-network of a configuration. */
  | { readonly kind: 'space' }
  | { readonly kind: 'expression' }
  /** A value of an elastic's domain in brackets. */
  | { readonly kind: 'domain' }
  /** What may follow `in`. */
  | { readonly kind: 'domain start' }
  | { readonly kind: 'member'; readonly of: string }
  | { readonly kind: 'label' }
  | { readonly kind: 'format' }
  | { readonly kind: 'input kind' }
  | { readonly kind: 'branch kind' }
  | { readonly kind: 'weights map' }
  | { readonly kind: 'path name' }
  /** Inside the quotes of an import, or of a setting or `weights` that names a file. */
  | { readonly kind: 'file'; readonly of: string; readonly written: string };

export interface GivenArguments {
  readonly callee: string;
  readonly given: readonly string[];
  readonly positional: number;
  /** The argument whose value is written: by name, or undefined where none is written yet. */
  readonly name: string | undefined;
}

export interface Cursor {
  readonly place: Place | undefined;
  /** The word under the cursor begins here. */
  readonly start: number;
  /** Where the statement under the cursor begins. */
  readonly statement: number;
  /** The frames around the cursor, the outermost first. */
  readonly frames: readonly Frame[];
}

/** What may be written at an offset, from the text before it alone. */
export function cursorAt(text: string, offset: number): Cursor {
  const before = text.slice(0, offset);
  const word = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
  const start = offset - word.length;
  if (isInComment(text, offset)) return { place: undefined, start, statement: start, frames: [] };
  const all = looseTokens(before.slice(0, start));
  const last = all.at(-1);
  const isOpenText = last?.text.startsWith('"') === true && !/^"(?:\\.|[^"\\])*"$/.test(last.text);
  if (isOpenText && last !== undefined) return textCursor(all, before);
  const frames = framesOf(all);
  const top = frames.at(-1)!;
  const startsLine = before.slice((last?.offset ?? 0) + (last?.text.length ?? 0), start).includes('\n');
  // The word under the cursor counts as a beginning: what it will be is not known yet.
  const probe = { text: 'a', offset: start, startsLine };
  const isNew = holdsStatements(top.kind) && startsAnew(top, probe, last);
  const written = isNew ? [] : top.written;
  const behind = isNew ? (headOf(top.written) ?? top.previous) : top.previous;
  const isNumber = /[0-9]$/.test(before.slice(0, start));
  const place = isNumber && word === '' ? undefined : placeIn(frames, written, behind, before);
  return { place, start, statement: statementStart(frames, written, start), frames };
}

function statementStart(frames: readonly Frame[], written: readonly LooseToken[], start: number): number {
  const holder = frames.findLastIndex(({ kind }) => holdsStatements(kind));
  const own = holder === frames.length - 1 ? written : frames[holder]!.written;
  return own[0]?.offset ?? start;
}

function textCursor(tokens: readonly LooseToken[], before: string): Cursor {
  const open = tokens.at(-1)!;
  const frames = framesOf(tokens.slice(0, -1));
  const { written } = frames.at(-1)!;
  const of = written.at(-1)?.text ?? '';
  const start = open.offset + 1;
  return { place: { kind: 'file', of, written: before.slice(start) }, start, statement: open.offset, frames };
}

function placeIn(
  frames: readonly Frame[],
  written: readonly LooseToken[],
  behind: string,
  before: string,
): Place | undefined {
  const top = frames.at(-1)!;
  const search = frames.find(({ kind }) => kind === 'search' || kind === 'dataset');
  if (search !== undefined && headOf(search.written) === 'require' && !(top === search && written.length === 0)) {
    return requirementPlace(before, written.at(-1));
  }
  switch (top.kind) {
    case 'file':
      return declarationPlace(written);
    case 'search':
    case 'dataset':
    case 'finetune':
    case 'target':
      return settingPlace(top.kind, written);
    case 'paths':
      return written.length === 0 ? { kind: 'path name' } : undefined;
    case 'weights':
      return undefined;
    case 'choices':
      return choicePlace(frames, written, before);
    case 'body':
      return statementPlace(written, behind);
    case 'arguments':
      return argumentPlace(frames, top, written);
    case 'parameters':
      return written.at(-1)?.text === '=' ? { kind: 'expression' } : undefined;
    case 'formats':
      return { kind: 'format' };
    case 'domain':
      return written.length === 0 ? { kind: 'domain' } : expressionPlace(written);
    default:
      return expressionPlace(written);
  }
}

function declarationPlace(written: readonly LooseToken[]): Place | undefined {
  if (written.length === 0) return { kind: 'declaration' };
  if (written[0]!.text !== 'configuration') return undefined;
  if (written.length === 2) return { kind: 'keyword', words: ['of'] };
  return written.length === 3 ? { kind: 'space' } : undefined;
}

function choicePlace(frames: readonly Frame[], written: readonly LooseToken[], before: string): Place | undefined {
  // A path as it is written, up to an offset: brackets are no tokens of the frame around them.
  const pathTo = (tokens: readonly LooseToken[], end: number) =>
    before.slice(tokens[0]?.offset ?? end, end).replaceAll(/\s/g, '');
  const group = frames
    .flatMap(({ kind, written: own }, i) =>
      kind === 'choices' && i < frames.length - 1 ? [[own, frames[i + 1]!] as const] : [],
    )
    .map(([own, inner]) => `${pathTo(own, inner.start)}.`)
    .join('');
  const space = frames[0]!.written[3]?.text ?? '';
  const last = written.at(-1);
  if (last?.text === ':') return { kind: 'decision value', space, path: group + pathTo(written, last.offset) };
  if (written.some(({ text }) => text === ':')) return undefined;
  const path = /(?:\w|\.|\[[0-9.]*\]?)*$/.exec(before)![0];
  return { kind: 'decision', space, group, start: before.length - path.length };
}

function requirementPlace(before: string, last: LooseToken | undefined): Place | undefined {
  const path = /[A-Za-z_](?:\w|\.|\[[0-9]*\]?)*$/.exec(before)?.[0] ?? '';
  const isOver = path === '' && last !== undefined && /[\w)\]%]$/.test(last.text) && last.text !== 'require';
  if (isOver && !operators.has(last.text)) return { kind: 'keyword', words: ['and', 'or'] };
  return { kind: 'requirement', path, start: before.length - path.length };
}

function settingPlace(block: SettingBlock, written: readonly LooseToken[]): Place {
  const [first] = written;
  if (first === undefined) return { kind: 'setting', block };
  return { kind: 'setting value', setting: first.text, before: written.slice(1).map(({ text }) => text) };
}

function argumentPlace(frames: readonly Frame[], top: Frame, written: readonly LooseToken[]): Place | undefined {
  const holder = frames.find(({ kind }) => kind === 'search' || kind === 'dataset');
  const setting = holder === undefined ? undefined : settingOf(frames);
  const named = top.before.flatMap((one) => (one[1]?.text === ':' ? [one[0]!.text] : []));
  const given = { callee: top.callee, given: named, positional: top.before.length - named.length, setting };
  if (written.length === 0) return { kind: 'argument', ...given, name: undefined };
  const isNamed = isWord(written[0]) && written[1]?.text === ':';
  if (isNamed && written.length === 2) return { kind: 'argument', ...given, name: written[0]!.text };
  return expressionPlace(isNamed ? written.slice(2) : written);
}

function settingOf(frames: readonly Frame[]): string | undefined {
  const holder = frames.findLast(({ kind }) => kind === 'search' || kind === 'dataset' || kind === 'finetune');
  return holder?.written[0]?.text;
}

const operators = new Set('+ - * / < <= > >= == != and or not if then else ( [ , : = .. in when'.split(' '));

/** What may be written in an expression behind what is there. */
function expressionPlace(written: readonly LooseToken[]): Place | undefined {
  const last = written.at(-1);
  if (last?.text === '.') return { kind: 'member', of: written.at(-2)?.text ?? '' };
  if (last === undefined || operators.has(last.text)) return { kind: 'expression' };
  const isConditional = written.some(({ text }) => text === 'if');
  if (!isConditional) return undefined;
  return { kind: 'keyword', words: written.some(({ text }) => text === 'then') ? ['else'] : ['then'] };
}

function statementPlace(all: readonly LooseToken[], behind: string): Place | undefined {
  const isLabelled = isWord(all[0]) && all[1]?.text === ':';
  const written = withoutLabels(all);
  const [head] = written;
  if (head === undefined) return { kind: 'statement', isLabelled, behind };
  const last = written.at(-1)!;
  const rest = written.slice(1);
  const expected = (words: readonly string[]): Place | undefined => {
    const place = expressionPlace(rest);
    return place ?? (words.length === 0 ? undefined : { kind: 'keyword', words });
  };
  switch (head.text) {
    case 'input':
      return last.text === ':' ? { kind: 'input kind' } : undefined;
    case 'elastic':
      return elasticPlace(written);
    case 'const':
      return written.some(({ text }) => text === '=') ? expected([]) : undefined;
    case 'from':
      return rest.length === 0 ? { kind: 'label' } : expected([]);
    case 'repeat':
      return expected(written.some(({ text }) => text === 'as') ? [] : ['as']);
    case 'route':
      return expected(['top']);
    case 'branch':
      return rest.length === 0 ? { kind: 'branch kind' } : undefined;
    case 'residual':
      return rest.length === 0 ? { kind: 'keyword', words: ['when'] } : expected([]);
    case 'if':
      return expected([]);
    case 'quantize':
    case 'prune':
      return rest.length === 0 ? { kind: 'keyword', words: ['each'] } : undefined;
    case 'weights':
      if (last.text === 'as') return { kind: 'weights map' };
      return last.text.startsWith('"') ? { kind: 'keyword', words: ['as'] } : undefined;
    default:
      return undefined;
  }
}

function elasticPlace(written: readonly LooseToken[]): Place | undefined {
  const last = written.at(-1)!;
  const at = written.findIndex(({ text }) => text === 'in');
  if (at < 0) return written.length === 2 ? { kind: 'keyword', words: ['in'] } : undefined;
  if (at === written.length - 1) return { kind: 'domain start' };
  if (last.text === '=' || last.text === '..' || last.text === 'step') return { kind: 'expression' };
  const isRange = written.some(({ text }) => text === '..');
  const isStepped = written.some(({ text }) => text === 'step');
  return isRange && !isStepped ? { kind: 'keyword', words: ['step'] } : undefined;
}

import { DefaultLexer, type LexerResult } from 'langium';
import { settingsElsewhere } from '../checks/settings-elsewhere.ts';
import { closeBraces, namesDataset, opensDeclaration } from './braces.ts';
import { tokenAfter } from './token-after.ts';

type Token = LexerResult['tokens'][number];

/** Keywords that can only start a statement or a declaration. */
const starters = new Set(
  'import supernet block dataset search input const elastic from repeat residual branch choose if route quantize prune for'.split(
    ' ',
  ),
);
/** Those of them that no label can stand before. */
const declarers = new Set('import supernet block dataset search input const elastic quantize prune'.split(' '));
/** Behind these stands the name of what they declare, which is no label. */
const nameGivers = new Set(['input', 'const', 'elastic']);
/** Words that start a setting inside `dataset`, `target`, `search` and `finetune`, and names elsewhere. */
const settings = new Set(
  (
    'images text label target classes validation test normalize resize augment tokenizer space data maximize minimize require ' +
    'finetune explore control seed epochs batch accumulate optimizer clip schedule label_smoothing dropout ' +
    'stochastic_depth ema patience sample shrink reorder distill device threads'
  ).split(' '),
);
/** After these a statement cannot be over, so a newline means nothing. */
const unfinished = new Set(':|=|,|(|[|{|;|+|-|*|/|<|<=|>|>=|==|!=|=<|=>|and|or|not|then|else|->'.split('|'));
const closing = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/**
 * Adds what the grammar cannot see for itself, as tokens of no width.
 *
 * Newlines mean nothing to the grammar, so a half-written statement would swallow the line below it:
 * `elastic depth in` would read the label of the next statement as its domain. Between such a line and one that
 * surely starts a statement, this lexer puts an END, where the parser recovers.
 *
 * Before a name that labels what follows it puts a LABEL, so that one token tells the parser that no call begins here.
 */
export class StatementLexer extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const read = withoutHashComments(super.tokenize(text));
    const { END, LABEL, data, '}': brace } = this.definition;
    const result = closeBraces(text, read, brace!);
    const errors = [...result.errors];
    const tokens = withMarks(result.tokens, { END: END!, LABEL: LABEL!, data: data! }, errors);
    return { ...result, tokens, errors };
  }
}

/** Without what stands behind a `#`, which others start a comment with: one error for each, and nothing of its words. */
function withoutHashComments(result: LexerResult): LexerResult {
  const hashes = new Map<number, number>();
  for (const { line = 0, offset, message } of result.errors) {
    if (/^unexpected character: ->#/.test(message) && !hashes.has(line)) hashes.set(line, offset);
  }
  if (hashes.size === 0) return result;
  const isRead = (line: number | undefined, offset: number) => offset <= (hashes.get(line ?? 0) ?? offset);
  return {
    ...result,
    tokens: result.tokens.filter(({ startLine, startOffset }) => isRead(startLine, startOffset)),
    errors: result.errors.filter(({ line, offset }) => isRead(line, offset)),
  };
}

/** An open bracket; `settings` inside the braces of a dataset or a search, `choices` in those of a configuration. */
interface Open {
  readonly bracket: string;
  readonly holds: 'settings' | 'choices' | undefined;
}

interface Types {
  readonly END: Token['tokenType'];
  readonly LABEL: Token['tokenType'];
  readonly data: Token['tokenType'];
}

/** The tokens with their marks; a sign behind the name of a setting is left out, and is one of the errors. */
function withMarks(tokens: readonly Token[], types: Types, errors: LexerResult['errors']): Token[] {
  const { END, LABEL } = types;
  const result: Token[] = [];
  const open: Open[] = [];
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    const isFirst = previous !== undefined && token.startLine! > previous.endLine!;
    // A brace that is one too many, or not closed yet, ends with its declaration.
    const isDeclaration = isFirst && opensDeclaration(tokens, i) && !(isInSettings(open) && namesDataset(tokens, i));
    if (isSettingsSign(tokens, i, open)) {
      const { startOffset: offset, startLine: line, startColumn: column } = token;
      // Of a name that is no setting, this is not what is wrong.
      if (settings.has(previous!.image))
        errors.push({ offset, line, column, length: 1, message: 'a sign in a setting' });
      continue;
    }
    if (isFirst && startsStatement(tokens, i, open)) {
      while (open.length > 0 && open.at(-1)!.bracket !== '{') open.pop();
      result.push(tokenAfter(previous!, END));
    }
    if (isDeclaration) open.length = 0;
    if (endsLabel(tokens, i) && result.at(-3)?.tokenType === LABEL) {
      result.push(tokenAfter(previous!, END));
    }
    if (isLabel(tokens, i, open, result.at(-1))) result.push(labelBefore(token, LABEL));
    if (closing.has(token.image)) open.push({ bracket: token.image, holds: heldBehind(tokens, i, open) });
    else if (token.tokenType.name === closing.get(open.at(-1)?.bracket ?? '')) open.pop();
    // Which of the two words was written is told where the search is read.
    result.push(isInSettings(open) && namesDataset(tokens, i) ? ofType(token, types.data) : token);
  }
  return result;
}

/** Whether `epochs = 2` or `batch: 32` has its sign here, as other languages write settings. */
function isSettingsSign(tokens: readonly Token[], i: number, open: readonly Open[]): boolean {
  if (!/^[=:]$/.test(tokens[i]!.image) || !isInSettings(open)) return false;
  const [name, before] = [tokens[i - 1], tokens[i - 2]];
  if (name === undefined || before === undefined) return false;
  // Behind a search that is not closed yet, what another name has before a colon is a label.
  const isElsewhere =
    tokens[i]!.image === '=' ? name.tokenType.name === 'ID' : Object.hasOwn(settingsElsewhere, name.image);
  if (!settings.has(name.image) && !isElsewhere) return false;
  if (before.image === '{' || before.image === ';') return true;
  return name.startLine! > before.endLine! && !unfinished.has(before.image);
}

/** Whether settings stand here, in the braces of a dataset or a search. */
function isInSettings(open: readonly Open[]): boolean {
  return open.at(-1)?.bracket === '{' && open.at(-1)?.holds === 'settings';
}

/** Whether a name before a colon is a label: neither an argument's name, in parentheses, nor a declared one. */
function isLabel(tokens: readonly Token[], i: number, open: readonly Open[], previous: Token | undefined): boolean {
  if (tokens[i + 1]?.image !== ':' || !isName(tokens[i]!) || !/^\w/.test(tokens[i]!.image)) return false;
  if (isSettingsSign(tokens, i + 1, open)) return false;
  const inside = open.at(-1);
  return inside?.bracket === '{' && inside.holds !== 'choices' && !nameGivers.has(previous?.image ?? '');
}

/** Whether behind a colon there is nothing that a label could name. */
function endsLabel(tokens: readonly Token[], i: number): boolean {
  return (
    tokens[i - 1]?.image === ':' && (tokens[i]!.tokenType.name === '}' || declarers.has(tokens[i]!.tokenType.name))
  );
}

/** Whether the line that begins with token `i` surely begins a statement. */
function startsStatement(tokens: readonly Token[], i: number, open: readonly Open[]): boolean {
  const word = tokens[i]!.tokenType.name;
  const before = tokens[i - 1]!.image;
  const inside = open.at(-1);
  if (inside?.holds === 'choices') return before !== '{' && before !== ';' && beginsChoice(tokens, i);
  const bracketed = inside !== undefined && inside.bracket !== '{';
  // The path of a decision in a repeat without a label: `repeat[0].kernel`.
  if (/^(repeat|route)$/.test(word) && /^[.[]$/.test(tokens[i + 1]?.image ?? '')) return false;
  if (starters.has(word)) return !(unfinished.has(before) && (word === 'if' || before === ':')) && before !== '{';
  if (before === '{' || before === ';') return false;
  // Elsewhere it is a name like any other: `input target: tokens[30]`.
  if ((word === 'target' || word === 'configuration') && inside === undefined && !unfinished.has(before)) return true;
  if (inside?.holds === 'settings' && settings.has(word)) return true;
  if (!/^\w/.test(tokens[i]!.image) || !isName(tokens[i]!) || tokens[i + 1]?.image !== ':') return false;
  if (!bracketed) return true;
  // Inside parentheses `name :` is an argument, unless what follows could never be one or a comma is missing before.
  const value = tokens[i + 2];
  if ((before !== ',' && before !== '(') || value?.image === '{') return true;
  return starters.has(value?.tokenType.name ?? '') && !isConditional(tokens, i + 2);
}

/** Whether an `if` is an expression, `if … then …`, and no statement. */
function isConditional(tokens: readonly Token[], i: number): boolean {
  if (tokens[i]!.image !== 'if') return false;
  let end = i;
  while (end < tokens.length && tokens[end]!.image !== 'then' && tokens[end]!.image !== '{') end += 1;
  return tokens[end]?.image === 'then';
}

function isName(token: Token): boolean {
  return token.tokenType.name === 'ID' || (/^[a-z]/.test(token.image) && !starters.has(token.image));
}

/** What stands between a brace and its other one where these are not statements. */
function heldBehind(tokens: readonly Token[], i: number, open: readonly Open[]): Open['holds'] {
  if (tokens[i]!.image !== '{') return undefined;
  const around = open.findLast(({ bracket }) => bracket === '{');
  if (around !== undefined) return around.holds;
  if (/^(search|dataset|target)$/.test(tokens[i - 2]?.tokenType.name ?? '')) return 'settings';
  const head = tokens.slice(Math.max(0, i - 4), i).findLast(({ tokenType }) => tokenType.name === 'configuration');
  return head === undefined ? undefined : 'choices';
}

/** Whether a path follows with what is chosen for it: `stage1.unit[0].kernel:`, `stage1 {`. */
function beginsChoice(tokens: readonly Token[], i: number): boolean {
  let end = i;
  while (
    end < tokens.length &&
    /^[\w.[\]]+$/.test(tokens[end]!.image) &&
    tokens[end]!.startLine === tokens[i]!.startLine
  ) {
    end += 1;
  }
  const isName = /^[A-Za-z_]/.test(tokens[i]!.image);
  return isName && end > i && (tokens[end]?.image === ':' || tokens[end]?.image === '{');
}

function ofType(token: Token, tokenType: Token['tokenType']): Token {
  return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! };
}

function labelBefore(next: Token, tokenType: Token['tokenType']): Token {
  return { ...next, image: '', endOffset: next.startOffset, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! };
}

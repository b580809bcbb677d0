import type { LexerResult } from 'langium';
import { tokenAfter } from './token-after.ts';

type Token = LexerResult['tokens'][number];
type LexerError = LexerResult['errors'][number];

/** A brace without its other one, as an error of the lexer. */
export interface UnclosedBrace extends LexerError {
  /** Its line up to it, without indentation. */
  readonly head: string;
  /** What its closing brace belongs above; undefined at the end of the file. */
  readonly above: string | undefined;
  /** Behind what its closing brace belongs, and what it stands under. */
  readonly behind: Token;
  readonly indent: number;
}

interface Open {
  readonly token: Token;
  readonly indent: number;
}

interface Missing {
  readonly open: Open;
  /** The token before which the closing brace belongs. */
  readonly at: number;
}

/**
 * Closes what was left open where the indentation shows that it ends: one statement is then wrong, and not the rest of the
 * file. Where the indentation does not account for just the braces that are missing, the parser is left to say it.
 */
export function closeBraces(text: string, result: LexerResult, brace: Token['tokenType']): LexerResult {
  const { tokens } = result;
  const missing = declarationsLeftOpen(tokens).flatMap(([from, to]) => missingIn(tokens, from, to) ?? []);
  if (missing.length === 0) return result;
  const closed: Token[] = [];
  let at = 0;
  for (const one of missing) {
    closed.push(...tokens.slice(at, one.at));
    closed.push(tokenAfter(closed.at(-1)!, brace));
    at = one.at;
  }
  const errors = [...result.errors, ...missing.map((one) => errorOf(text, tokens, one))];
  return { ...result, tokens: [...closed, ...tokens.slice(at)], errors };
}

/** Whether a declaration begins that stands in no other. */
export function opensDeclaration(tokens: readonly Token[], i: number): boolean {
  const [word, , behind] = [tokens[i]!.tokenType.name, tokens[i + 1], tokens[i + 2]?.image];
  if (/^(import|supernet|dataset|search)$/.test(word)) return true;
  return (word === 'configuration' && behind === 'of') || (word === 'target' && behind === '{');
}

/** Whether `dataset Pictures` stands without braces, as in a search for `data Pictures`. */
export function namesDataset(tokens: readonly Token[], i: number): boolean {
  const [word, name, behind] = [tokens[i]!, tokens[i + 1], tokens[i + 2]];
  return word.image === 'dataset' && /^\w/.test(name?.image ?? '') && behind?.image !== '{';
}

/** From which token to which one a declaration has more braces that open than braces that close. */
function declarationsLeftOpen(tokens: readonly Token[]): readonly (readonly [from: number, to: number])[] {
  const found: [from: number, to: number][] = [];
  let [from, depth] = [0, 0];
  for (const [i, { image }] of tokens.entries()) {
    if (image === '{') depth += 1;
    else if (image === '}') depth -= 1;
    else if (depth !== 0 && isFirst(tokens, i) && opensDeclaration(tokens, i) && !namesDataset(tokens, i)) {
      if (depth > 0) found.push([from, i]);
      [from, depth] = [i, 0];
    }
  }
  if (depth > 0) found.push([from, tokens.length]);
  return found;
}

/** The braces that are missing, in the order of the text; undefined where they do not add up, or stand on one line. */
function missingIn(tokens: readonly Token[], from: number, to: number): readonly Missing[] | undefined {
  const missing: Missing[] = [];
  const open: Open[] = [];
  let [indent, expected] = [0, 0];
  for (let i = from; i < to; i += 1) {
    const token = tokens[i]!;
    if (i === from || isFirst(tokens, i)) {
      indent = token.startColumn!;
      while (open.length > 0 && endsBefore(open, token)) missing.push({ open: open.pop()!, at: i });
    }
    if (/^[{([]$/.test(token.image)) open.push({ token, indent });
    else if (/^[)\]]$/.test(token.image) && open.at(-1)?.token.image !== '{') open.pop();
    else if (token.image === '}') {
      while (open.length > 0 && open.pop()!.token.image !== '{');
    }
    expected += token.image === '{' ? 1 : token.image === '}' ? -1 : 0;
  }
  const left = open.filter(({ token }) => token.image === '{').reverse();
  missing.push(...left.map((one) => ({ open: one, at: to })));
  const lines = new Set(missing.map(({ open: { token } }) => token.startLine));
  return missing.length === expected && lines.size === expected ? missing : undefined;
}

/** Whether what was opened last ends before the first token of a line. */
function endsBefore(open: readonly Open[], token: Token): boolean {
  const last = open.at(-1)!;
  if (last.token.image !== '{') return false;
  if (token.image !== '}') return token.startColumn! <= last.indent;
  return token.startColumn! < last.indent && open.some(({ indent }) => indent === token.startColumn);
}

function isFirst(tokens: readonly Token[], i: number): boolean {
  return i > 0 && tokens[i]!.startLine! > tokens[i - 1]!.endLine!;
}

function errorOf(text: string, tokens: readonly Token[], { open: { token, indent }, at }: Missing): UnclosedBrace {
  const { startOffset: offset, startLine: line, startColumn: column } = token;
  const head = text.slice(offset - column! + indent, offset + 1);
  const above = tokens[at]?.image;
  return { offset, line, column, length: 1, message: 'unclosed', head, above, behind: tokens[at - 1]!, indent };
}

import { isWord, type LooseToken } from './tokens.ts';

/** What brackets that are still open at a place enclose. */
export type FrameKind =
  | 'file'
  | 'body'
  /** The paths of a `branch` or a `choose`. */
  | 'paths'
  | 'search'
  | 'dataset'
  | 'finetune'
  | 'target'
  /** The decisions of a configuration, and those of a group in it. */
  | 'choices'
  /** Names and tensors of a map of weights. */
  | 'weights'
  | 'arguments'
  | 'parameters'
  | 'domain'
  | 'formats'
  | 'shares'
  | 'sizes'
  /** Parentheses around an expression, an index. */
  | 'expression';

/** An open bracket, and the tokens of the statement, setting or argument that is being written in it. */
export interface Frame {
  readonly kind: FrameKind;
  /** The name before the parentheses of a call; empty elsewhere. */
  readonly callee: string;
  /** Where the bracket stands; -1 for the file. */
  readonly start: number;
  /** Tokens since the last separator, on this level and inside what was closed on it. */
  readonly written: LooseToken[];
  /** Arguments before the one that is being written. */
  readonly before: (readonly LooseToken[])[];
  /** The first word of the statement before the one that is being written. */
  previous: string;
}

/** The brackets that are open behind the last token, the outermost first. */
export function framesOf(tokens: readonly LooseToken[]): readonly Frame[] {
  const frames: Frame[] = [frame('file', -1)];
  for (const [i, token] of tokens.entries()) {
    const top = frames.at(-1)!;
    if (holdsStatements(top.kind) && startsAnew(top, token, tokens[i - 1])) finish(top);
    if ('([{'.includes(token.text)) {
      frames.push(frame(kindOf(token.text, top), token.offset, calleeOf(token, top)));
    } else if (')]}'.includes(token.text) && frames.length > 1) {
      frames.pop();
      frames.at(-1)!.written.push(token);
    } else if (token.text === ';' && holdsStatements(top.kind)) finish(top);
    else if (token.text === ',' && !holdsStatements(top.kind)) {
      top.before.push([...top.written]);
      top.written.length = 0;
    } else top.written.push(token);
  }
  return frames;
}

/** Whether statements or settings stand in such brackets, one after another. */
export function holdsStatements(kind: FrameKind): boolean {
  return ['file', 'body', 'paths', 'search', 'dataset', 'finetune', 'target', 'choices', 'weights'].includes(kind);
}

function frame(kind: FrameKind, start: number, callee = ''): Frame {
  return { kind, callee, start, written: [], before: [], previous: '' };
}

function finish(top: Frame): void {
  top.previous = headOf(top.written) ?? top.previous;
  top.written.length = 0;
}

/** A statement's first word behind its labels. */
export function headOf(written: readonly LooseToken[]): string | undefined {
  return withoutLabels(written)[0]?.text;
}

export function withoutLabels(written: readonly LooseToken[]): readonly LooseToken[] {
  let rest = written;
  while (isWord(rest[0]) && rest[1]?.text === ':') rest = rest.slice(2);
  return rest;
}

const continuing = new Set(
  'and or then else shortcut when as in step top column labels length mean deviation on of from'.split(' '),
);
const unfinished = new Set(': = , + - * / < <= > >= == != and or not then else -> . ..'.split(' '));

/** Whether a token begins another statement than what is written before it. */
export function startsAnew(top: Frame, token: LooseToken, previous: LooseToken | undefined): boolean {
  const last = top.written.at(-1);
  if (last === undefined || previous === undefined || !isWord(token)) return false;
  if (continuing.has(token.text) && !(token.text === 'from' && headOf(top.written) !== 'distill')) return false;
  if (last.text === '}') return true;
  return token.startsLine && !unfinished.has(last.text);
}

function calleeOf(bracket: LooseToken, { written }: Frame): string {
  const last = written.at(-1);
  return bracket.text === '(' && isWord(last) && !operators.has(last!.text) ? last!.text : '';
}

const operators = new Set('and or not if then else when in repeat from route top'.split(' '));

function kindOf(bracket: string, top: Frame): FrameKind {
  const { written } = top;
  const head = headOf(written);
  const last = written.at(-1)?.text;
  if (bracket === '(') {
    if (head === 'block') return 'parameters';
    return isWord(written.at(-1)) && !operators.has(last!) ? 'arguments' : 'expression';
  }
  if (bracket === '[') {
    if (head === 'quantize') return 'formats';
    if (head === 'prune') return 'shares';
    if (head === 'input') return 'sizes';
    return last === 'in' ? 'domain' : 'expression';
  }
  if (top.kind === 'file' && head === 'map') return 'weights';
  if (top.kind === 'choices' || (top.kind === 'file' && head === 'configuration')) return 'choices';
  if (top.kind === 'file') return head === 'search' || head === 'dataset' || head === 'target' ? head : 'body';
  if (top.kind === 'search') return 'finetune';
  if (head === 'weights') return 'weights';
  return head === 'branch' || head === 'choose' ? 'paths' : 'body';
}

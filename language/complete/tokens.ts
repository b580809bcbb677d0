/** A word, number, text or sign of a half-written file. */
export interface LooseToken {
  readonly text: string;
  readonly offset: number;
  /** Whether it stands on another line than the token before it. */
  readonly startsLine: boolean;
}

const pattern =
  /\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n\r])*"?|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:[A-Za-z]+|%)?|[A-Za-z_]\w*|\.\.|->|[<>=!]=|[^\s]/g;

/**
 * Tokens of a text, without its comments. Unlike the parser's lexer it takes a text that ends anywhere: in a text in
 * quotes, in a word, or within brackets.
 */
export function looseTokens(text: string): readonly LooseToken[] {
  const tokens: LooseToken[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found.startsWith('//') || found.startsWith('/*')) continue;
    tokens.push({ text: found, offset: index, startsLine: text.slice(end, index).includes('\n') });
    end = index + found.length;
  }
  return tokens;
}

/** Whether an offset is inside a comment that begins before it. */
export function isInComment(text: string, offset: number): boolean {
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const end = index + found.length;
    if (index >= offset) return false;
    if (found.startsWith('//') && offset <= end) return true;
    if (found.startsWith('/*') && offset < end) return true;
  }
  return false;
}

export function isWord(token: LooseToken | undefined): boolean {
  return token !== undefined && /^[A-Za-z_]/.test(token.text);
}

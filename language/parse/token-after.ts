import type { LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];

/** A token of no width right behind another one. */
export function tokenAfter(previous: Token, tokenType: Token['tokenType']): Token {
  const end = previous.endOffset!;
  return {
    image: '',
    startOffset: end + 1,
    endOffset: end,
    startLine: previous.endLine!,
    endLine: previous.endLine!,
    startColumn: previous.endColumn! + 1,
    endColumn: previous.endColumn!,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx!,
  };
}

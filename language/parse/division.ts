/** `// 2`: all that a comment holds where its author most likely divided; a name may be one as well as a remark. */
const divisor = /[ \t]*\/\/[ \t]*([0-9][0-9.]*|[A-Za-z_]\w*)[ \t]*(?=[\r\n]|$)/y;

/** A comment that may have been meant for a division, behind an offset of a text. */
export function divisionBehind(
  text: string,
  offset: number,
): { readonly by: string; readonly end: number } | undefined {
  divisor.lastIndex = offset;
  const found = divisor.exec(text);
  return found === null ? undefined : { by: found[1]!, end: offset + found[0].trimEnd().length };
}

/** `(64 // 2, kernel: 3)`: behind the first operand stands a comment that took the rest of the list with it. */
const swallowed = /(?<=[([,:=]\s*)([\w.]+)[ \t]*\/\/[ \t]*([\w.]+)/y;
const comment = /[ \t]*\/\/[ \t]*([\w.]+[ \t]*([)\]]|,[ \t]*\w+[ \t]*:)|[0-9][0-9.]*[ \t]*(?=[\r\n]|$))/y;

/** Whether a comment that reads like an operand and the rest of a list stands right behind an offset. */
export function isCommentBehind(text: string, offset: number): boolean {
  comment.lastIndex = offset;
  return comment.test(text);
}

/** The division that a number or a name and the comment behind it were meant for, with where it ends. */
export function divisionAt(text: string, offset: number): { readonly right: string; readonly end: number } | undefined {
  swallowed.lastIndex = offset;
  const found = swallowed.exec(text);
  return found === null ? undefined : { right: `floor(${found[1]} / ${found[2]})`, end: offset + found[0].length };
}

const [newline, carriageReturn] = [10, 13];

/** How many lines end from one offset of a text to another: at `\n`, `\r` or both. */
export function breaksIn(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) breaks += 1;
  for (let i = text.indexOf('\r', from); i >= 0 && i < to; i = text.indexOf('\r', i + 1)) {
    if (i + 1 === to || text.charCodeAt(i + 1) !== newline) breaks += 1;
  }
  return breaks;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text.charCodeAt(start - 1) !== newline && text.charCodeAt(start - 1) !== carriageReturn)
    start -= 1;
  return start;
}

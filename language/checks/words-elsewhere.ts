/** How words of Python and PyTorch that stand for values are written here, as the end of a message. */
const elsewhere: Readonly<Record<string, string>> = {
  same: 'leave `padding` out, and an odd kernel keeps the size of the image',
  valid: 'write `padding: 0`',
  True: 'write `true`',
  False: 'write `false`',
  None: 'leave the argument out',
  range: 'a range is written `2..4`, with both ends in it, and as count of a `repeat` just its number',
  len: 'a size is written `x.channels`, `x.tokens` or `x.width`',
  flops: 'write `macs`, counted as multiply-accumulates; FLOPs are twice as many',
  int: 'whole numbers are made by `floor`, `ceil` and `round`',
};

/** The end of a message about such a word; empty for any other. */
export function wordElsewhere(word: string): string {
  return Object.hasOwn(elsewhere, word) ? `; ${elsewhere[word]}` : '';
}

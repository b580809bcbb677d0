const fragments =
  '{ } ( ) [ ] , : ; .. . = == != < <= / * - + -> % // /// /* */ "a" elastic repeat residual choose branch if then else from ' +
  'in as when shortcut const input block supernet search dataset import route quantize prune each weights not and or ' +
  'x x.channels depth layer[0] layer[0..9] layer[-1] relu conv conv(3) linear(1) attention input true step top label';
const numbers =
  '0 -1 1e9 0.5 1e308 1e400 99999999999999999999 0..999999999 1..2step1e-9 80M 3q 1e 00 .5 1.2.3 0x10 999%';
const characters = [
  '"',
  '\\',
  '\0',
  '\u0007',
  'é',
  '…',
  '日本',
  '😀',
  '\ud83d',
  '\u2028',
  '\ufeff',
  '\ue000',
  '\u00a0',
  '`',
  '$',
  '#',
];
const spaces = [' ', '\n', '\n\n', '\r\n', '\r', '\t', ''];
const pieces = [...fragments.split(' '), ...numbers.split(' '), ...characters, ...spaces];
const pairs = ['()', '[]', '{}'] as const;

type Random = () => number;
type Edit = (text: string, random: Random) => string;

function below(random: Random, n: number): number {
  return Math.floor(random() * n);
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[below(random, items.length)]!;
}

/** Edits a list of parts of the text: one is left out, doubled, swapped with another, or replaced by it. */
function rearrange(parts: readonly string[], random: Random, joint: string): string {
  if (parts.length === 0) return '';
  const [a, b] = [below(random, parts.length), below(random, parts.length)];
  const [first, second] = [parts[a]!, parts[b]!];
  switch (below(random, 4)) {
    case 0:
      return parts.toSpliced(a, 1).join(joint);
    case 1:
      return parts.toSpliced(b, 0, first).join(joint);
    case 2:
      return parts.with(a, second).with(b, first).join(joint);
    default:
      return parts.with(a, second).join(joint);
  }
}

function tokensOf(text: string): readonly string[] {
  return text.match(/"[^"\n]*"|\w+|\s+|[^\w\s]/g) ?? [text];
}

/** Positions of a bracket's characters, to take one away or to turn one into another. */
function bracket(text: string, random: Random): string {
  const at = [...text.matchAll(/[()[\]{}]/g)].map(({ index }) => index);
  if (at.length === 0) return text;
  const index = pick(random, at);
  return text.slice(0, index) + pick(random, ['', '(', ')', '[', ']', '{', '}']) + text.slice(index + 1);
}

function nested(text: string, random: Random): string {
  const at = below(random, text.length + 1);
  const depth = pick(random, [3, 30, 300]);
  const [open, close] = pick(random, pairs) as unknown as [string, string];
  const before = pick(random, ['', 'a: ', 'residual ', 'repeat 2 ', 'if true ', '-', 'not ', 'x + ']);
  const closing = random() < 0.7 ? close.repeat(depth) : '';
  return text.slice(0, at) + `${before}${open}`.repeat(depth) + closing + text.slice(at);
}

const edits: readonly Edit[] = [
  (text, random) => rearrange(tokensOf(text), random, ''),
  (text, random) => rearrange(tokensOf(text), random, ''),
  (text, random) => rearrange(text.split('\n'), random, '\n'),
  (text, random) => rearrange([...text], random, ''),
  (text, random) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + pick(random, pieces) + text.slice(at);
  },
  (text, random) => {
    const tokens = tokensOf(text);
    return tokens.with(below(random, tokens.length), pick(random, pieces)).join('');
  },
  (text, random) => text.replace(/\d+/g, (number) => (random() < 0.1 ? pick(random, numbers.split(' ')) : number)),
  (text, random) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + text.slice(Math.min(text.length, at + below(random, 60)));
  },
  (text, random) => text.slice(0, below(random, text.length + 1)),
  (text, random) => text.slice(below(random, text.length + 1)),
  (text, random) =>
    random() < 0.3 ? text.replaceAll('\n', pick(random, ['\r\n', '\r', ' ', ''])) : bracket(text, random),
  bracket,
  (text, random) => (random() < 0.2 ? nested(text, random) : bracket(text, random)),
];

/** One to five random edits of a text: of its characters, tokens, lines, brackets, numbers or ends. */
export function mutate(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + below(random, 5); count > 0; count -= 1) result = pick(random, edits)(result, random);
  return result;
}

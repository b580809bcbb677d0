import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Compilation,
  compile,
  defaults,
  networkAt,
  type SourceRange,
  smallest,
  storedTensors,
} from '../../language/index.ts';
import { randomFrom } from './random.ts';

const examples = ['vision-transformer', 'convolutional'].map((name) =>
  readFileSync(`test/fixtures/${name}.lithe`, 'utf8'),
);
const fragments =
  '{ } ( ) [ ] , : ; .. . = == < / * - + % " // elastic repeat residual choose branch if else from in when shortcut const ' +
  'input block supernet search dataset import not and as x depth layer[0] relu conv(3) 0 -1 1e9 0.5 99999999999 80M 3q é \n';
const pieces = [...fragments.split(' '), '\n', '\n\n', ' '];

/** One to four edits: a stretch cut out, a piece put in, a word replaced by another, a line doubled, or the rest cut off. */
function mutate(text: string, random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  let result = text;
  for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits -= 1) {
    const at = Math.floor(random() * (result.length + 1));
    const end = Math.min(result.length, at + Math.floor(random() * random() * 60));
    const words = result.match(/\w+/g) ?? ['x'];
    const lines = result.split('\n');
    const edit = Math.floor(random() * 5);
    if (edit === 0) result = result.slice(0, at) + result.slice(end);
    else if (edit === 1) result = result.slice(0, at) + pick(pieces) + result.slice(at);
    else if (edit === 2) result = result.replace(pick(words), pick([...words, ...pieces]));
    else if (edit === 3) result = [...lines.slice(0, 3), pick(lines), ...lines.slice(3)].join('\n');
    else result = result.slice(0, at);
  }
  return result;
}

/** What a text means, with some of its sub-networks settled; or what was thrown. */
function compileAndSettle(text: string): Compilation | string {
  try {
    const compilation = compile(text, { file: 'mutated.lithe' });
    for (const space of compilation.spaces) {
      networkAt(space, defaults(space));
      networkAt(space, smallest(space));
      storedTensors(space);
    }
    return compilation;
  } catch (error) {
    return String(error);
  }
}

/** Places that lie outside the text, or end before they begin. */
function placesOutside(text: string, { diagnostics, hints }: Compilation): readonly SourceRange[] {
  const widths = text.split(/\r\n|\r|\n/).map((line) => line.length + 1);
  const inside = (line: number, column: number) => line >= 1 && column >= 1 && column <= (widths[line - 1] ?? 0);
  return [...diagnostics, ...hints.map((hint) => hint.range)].filter(
    ({ line, column, endLine, endColumn }) =>
      !inside(line, column) ||
      !inside(endLine, endColumn) ||
      endLine < line ||
      (endLine === line && endColumn < column),
  );
}

describe('mutated and truncated files', () => {
  it('never throw, and every place lies inside the file', () => {
    const random = randomFrom(20261122);
    for (let i = 0; i < 2000; i += 1) {
      const text = mutate(examples[i % 2]!, random);
      const compilation = compileAndSettle(text);
      expect(compilation, text).toBeTypeOf('object');
      expect(placesOutside(text, compilation as Compilation), text).toEqual([]);
    }
  }, 180_000);

  it('still show shapes where only one line is half-written', () => {
    const whole = compile(examples[0]!, { file: 'a' }).hints.length;
    const lines = examples[0]!.split('\n');
    for (const [i, line] of lines.entries()) {
      if (!/elastic|residual|attention/.test(line)) continue;
      const half = line.slice(0, Math.floor(line.length / 2));
      const text = lines
        .with(i, half + '}'.repeat(Math.max(0, half.split('{').length - half.split('}').length)))
        .join('\n');
      expect(compile(text, { file: 'a' }).hints.length, half).toBeGreaterThan(whole / 8);
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Compilation,
  compile,
  costRange,
  costsAt,
  countSubnetworks,
  decisionOf,
  type Expression,
  hintsOf,
  largest,
  print,
  Recompiler,
  rangeShares,
  type Space,
} from '../../language/index.ts';
import { randomFrom } from './random.ts';

const texts = [
  readFileSync('test/fixtures/vision-transformer.lithe', 'utf8'),
  readFileSync('test/fixtures/convolutional.lithe', 'utf8'),
  `${readFileSync('examples/ofa-mobilenetv3.lithe', 'utf8')}
configuration Small of OfaMobileNetV3 {
  stage1 { depth: 2; unit[0..1] { kernel: 3; expand: 4 } }
  stage2.depth: 3
}
`,
];
const fragments =
  'relu|}|{|(|)|[|,|:|;|..| |\n|\n\n|elastic n in [1, 2]\n|elastic |const k = |residual { relu }|else { gelu }|shortcut { tanh }|' +
  '// c|/* c */|/*|*/|"|label: |a: b: gelu\n|if x.width == 3 {|linear(3)|x|1|supernet |block B { relu }\n|search S { space A }\n|' +
  'import "lithe:mobile"\n|repeat 2 { gelu }|.|é|- 3|[0]|, 4|step 2|\r\n|from stem|gelu\n|configuration C of VitBase { depth: 2 }\n|stage2.depth: 2\n|unit[0].kernel|configuration |of ';
const pieces = fragments.split('|');

/** Everything that a compilation says, without the objects that it says it with. */
function said(compilation: Compilation) {
  const { spaces, hints: _, ...rest } = compilation;
  return JSON.stringify({
    ...rest,
    spaces: spaces.map((space) => describeSpace(space)),
    hints: hintsOf(compilation).map(({ range, path, output, steps, space }) => ({
      range,
      path,
      output: plain(space, output),
      steps: steps.map((step) => [step.path, step.source, step.output, space.steps.includes(step)]),
      space: spaces.indexOf(space),
    })),
  });
}

/** Parts are as large as they happened to be made, and variables have gaps between them. */
function describeSpace(space: Space) {
  const { pool: _, parts, places: __, ...rest } = space;
  const decisions = rest.decisions.map(({ variable: _, ...decision }) => decision);
  const range = (metric: 'macs' | 'params' | 'bytes') => {
    const found = costRange(space, metric);
    return 'problem' in found ? found : [found.smallest.value, found.smallest.genome, found.largest.value];
  };
  return [
    plain(space, { ...rest, decisions, operators: parts.flat() }),
    range('macs'),
    range('params'),
    range('bytes'),
    `${countSubnetworks(space)}`,
    costsAt(space, largest(space)),
    rangeShares(space, 'macs'),
  ];
}

/** Expressions as they are written. */
function plain(space: Space, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(space, one));
  if (value instanceof Map) return plain(space, [...value]);
  if (typeof value !== 'object' || value === null) return value;
  if ('support' in value) return print(value as Expression, (variable) => decisionOf(space, variable).path);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(space, one)]));
}

/** A text up to the end of a line in the middle of a super-network, and the rest. */
function halves(text: string): readonly [string, string] {
  const middle = text.indexOf('\n', text.lastIndexOf('layernorm'));
  return [text.slice(0, middle), text.slice(middle)];
}

function twoLayers(name: string): string {
  return `supernet ${name} {
  input x: vector[8]
  elastic width in [4, 8]
  first: Wide(width)
  linear(8)
  second: residual {
    elastic hidden in [2, 3]
    linear(hidden)
    linear(8)
  }
}`;
}

describe('compiling a file again while it is edited', () => {
  it.each([1, 2, 3])(
    'gives what compiling its text does: sequence %i',
    (seed) => {
      const random = randomFrom(seed);
      const start = texts[seed % texts.length]!;
      const recompiler = new Recompiler('edited.lithe');
      let text = start;
      for (let i = 0; i < 20; i += 1) {
        const before = text;
        const at = Math.floor(random() * (text.length + 1));
        const cut = random() < 0.4 ? Math.floor(random() * random() * 12) : 0;
        const put = random() < 0.75 ? pieces[Math.floor(random() * pieces.length)]! : '';
        text = before.slice(0, at) + put + before.slice(at + cut);
        expect(said(recompiler.compile(text)), text).toBe(said(compile(text, { file: 'edited.lithe' })));
        if (random() < 0.8) {
          text = random() < 0.1 ? start : before;
          expect(said(recompiler.compile(text)), text).toBe(said(compile(text, { file: 'edited.lithe' })));
        }
      }
    },
    120_000,
  );

  it.each(['elastic share in [2, 4]', 'layernorm; gelu', 'const scale = 4 // of one', 'late: linear(12)'])(
    'gives it at every key of: %s',
    (statement) => {
      const recompiler = new Recompiler('edited.lithe');
      const [before, after] = halves(texts[0]!);
      recompiler.compile(before + after);
      const typed = [...statement].map((_, i) => `\n${statement.slice(0, i + 1)}`);
      for (const written of [...typed, ...typed.toReversed(), '']) {
        const text = before + written + after;
        expect(said(recompiler.compile(text)), text).toBe(said(compile(text, { file: 'edited.lithe' })));
      }
    },
    60_000,
  );

  it('moves the super-networks that an edit leaves alone, and changes them afterwards', () => {
    const start = `block Wide(width) {
  linear(width)
  gelu
}
${['A', 'B', 'C'].map(twoLayers).join('\n')}
search S { space B; minimize macs; maximize params; explore random(evaluations: 2) }
`;
    const random = randomFrom(7);
    const recompiler = new Recompiler('edited.lithe');
    expect(compile(start, { file: 'edited.lithe' }).diagnostics).toEqual([]);
    let text = start;
    const edits = ['\n', '\n', '\n', '\n\n', ' ', '// c', 'relu\n', '\n  gelu', ', 9'];
    for (let i = 0; i < 150; i += 1) {
      const before = text;
      const at = Math.floor(random() * (text.length + 1));
      text = text.slice(0, at) + edits[Math.floor(random() * edits.length)]! + text.slice(at);
      expect(said(recompiler.compile(text)), text).toBe(said(compile(text, { file: 'edited.lithe' })));
      const isStill = compile(text, { file: 'edited.lithe' }).diagnostics.length === 0;
      if (isStill && text.length < 2 * start.length) continue;
      text = isStill ? start : before;
      expect(said(recompiler.compile(text)), text).toBe(said(compile(text, { file: 'edited.lithe' })));
    }
  }, 60_000);

  it('follows the files that it imports', () => {
    const recompiler = new Recompiler('a.lithe');
    const text = 'import "./b.lithe"\nsupernet A {\n  input x: vector[4]\n  Wide\n}\n';
    for (const width of [8, 16, 16, 8]) {
      const resolve = () => ({ file: 'b.lithe', text: `block Wide { linear(${width}) }` });
      const fresh = compile(text, { file: 'a.lithe', resolve });
      expect(said(recompiler.compile(text, { resolve }))).toBe(said(fresh));
    }
  });
});

it('sees a comment become what may be a division, and no longer', () => {
  const recompiler = new Recompiler('f');
  for (const comment of ['', '//', '// ', '// 2', '// 2 of', '// w', '// wi', '/// 2', '// 2']) {
    const text = `supernet A {\n  input v: vector[8]\n  const w = 65 ${comment}\n  linear(w)\n}\n`;
    expect(said(recompiler.compile(text))).toBe(said(compile(text, { file: 'f' })));
  }
});

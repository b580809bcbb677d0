import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compile } from '../../language/index.ts';
import { browserFiles } from '../../server/browser-files.ts';
import { codeLensesOf } from '../../server/features/code-lens.ts';
import { describeSearch } from '../../server/features/describe-search.ts';
import { diagnosticsOf } from '../../server/features/diagnostics.ts';
import { hoverAt } from '../../server/features/hover.ts';
import { inlayHintsOf } from '../../server/features/inlay-hints.ts';
import { insertedConfiguration } from '../../server/features/insert-configuration.ts';
import { usedConfiguration } from '../../server/features/use-configuration.ts';
import { usualSettings } from '../../server/settings.ts';
import { openedOf } from './opened.ts';
import { cnn, vit } from './vit.ts';

/** Hints by the text of their line. */
function hints(text: string): Record<string, string> {
  const lines = text.split('\n');
  const found = inlayHintsOf(openedOf(text), usualSettings.inlayHints);
  return Object.fromEntries(found.map(({ position, label }) => [lines[position.line]!.trim(), String(label)]));
}

function hover(text: string, place: string): string {
  const opened = openedOf(text);
  const found = hoverAt(opened, opened.document.positionAt(text.indexOf(place) + 1));
  return (found?.contents as { value: string } | undefined)?.value ?? '';
}

describe('inlay hints', () => {
  it('show a shape where it changes and a price where it matters', () => {
    const found = hints(vit);
    expect(found['patch: conv(64, kernel: 4, stride: 4)']).toBe('image[64, 7, 7]');
    expect(found.class_token).toBe('sequence[50, 64]');
    expect(found['layer: repeat depth {']).toBe('0.98–9.8 M');
    expect(found['residual { layernorm; attention(heads, head_dim: 16) }']).toBe('0.28–1.1 M');
  });

  it('show nothing on norms, activations, decisions, datasets and searches', () => {
    const lines = Object.keys(hints(vit));
    expect(lines.filter((line) => /^(layernorm|elastic|images|search|epochs|position_embedding)/.test(line))).toEqual(
      [],
    );
  });

  it('stand once on a line, after all of it', () => {
    const lines = vit.split('\n');
    const found = inlayHintsOf(openedOf(vit), usualSettings.inlayHints);
    const places = found.map(({ position }) => position.line);
    expect(new Set(places).size).toBe(places.length);
    for (const { position } of found) expect(position.character).toBe(lines[position.line]!.length);
  });

  it('show shape and price together, with names for open sizes', () => {
    const found = hints(cnn);
    expect(found['first: Stage(16)']).toBe('image[width, 14, 14] · 28–56 k');
    // Each use of the block has another shape, so its body shows the price alone, over both uses.
    expect(found['conv(width, kernel: 3, stride: 2); batchnorm; relu']).toMatch(/^[\d.]+–[\d.]+ [kM]$/);
  });

  it('come for the whole part of a half-written file', () => {
    const found = hints(vit.replace('classifier: linear(10)', 'classifier: linear('));
    expect(found.class_token).toBe('sequence[50, 64]');
  });
});

describe('lenses', () => {
  const titles = (text: string) =>
    codeLensesOf(openedOf(text), usualSettings.codeLens).map(({ command }) => command?.title);

  it('price a super-network and offer to run a search', () => {
    expect(titles(vit)).toEqual([
      '1.12 million sub-networks',
      '1.03–9.84 M MACs',
      '22.4–172 k params',
      '89.8–690 kB',
      'Run search',
      'Open front',
    ]);
  });

  it('price a configuration exactly, and use it by an edit', () => {
    const text = `supernet S {
  input v: vector[8]
  elastic hidden in [16, 32]
  linear(hidden, bias: false)
}

configuration Small of S {
  hidden: 16
}
`;
    const opened = openedOf(text);
    const lenses = codeLensesOf(opened, usualSettings.codeLens).filter(({ range }) => range.start.line === 6);
    expect(lenses.map(({ command }) => command!.title)).toEqual([
      '128 MACs',
      '128 params',
      '512 B',
      'Use this configuration',
    ]);
    const withExport = codeLensesOf(opened, usualSettings.codeLens, true).at(-1)!.command!;
    expect([withExport.title, withExport.arguments]).toEqual(['Export ONNX', [opened.document.uri, 'Small', 'S']]);
    const { edit, left } = usedConfiguration(opened, 'Small')!;
    expect(left).toEqual([]);
    const after = TextDocument.applyEdits(opened.document, edit.changes![opened.document.uri]!);
    expect(after).toBe(text.replace('[16, 32]', '[16, 32] = 16'));
    expect(titles(after)).not.toContain('Use this configuration');
  });

  it('count the problems where a file with errors cannot run', () => {
    expect(titles(vit.replace('take_token(0)', 'take_tokn(0)'))).toContain('1 problem');
    expect(titles(vit.replace('take_token(0)', 'take_tokn(0)'))).not.toContain('Run search');
  });
});

describe('hints of requirements', () => {
  it('tell what the space reaches of the costs that they bound', () => {
    const text = `supernet S {
  input v: vector[8]
  elastic hidden in [16, 32]
  linear(hidden, bias: false)
}
search Q {
  space S
  minimize macs
  require params <= 200
  require hidden == 16 and accuracy >= 90%
}`;
    const found = hints(text);
    expect(found['require params <= 200']).toBe('of 128–256 params');
    expect(Object.keys(found).filter((line) => line.startsWith('require'))).toHaveLength(1);
  });
});

describe('hovers', () => {
  it('of a configuration give what its sub-network costs, and of its decisions what these are', () => {
    const text = `supernet S {
  input v: vector[8]
  elastic hidden in [16, 32]
  linear(hidden, bias: false)
}
/// The small one.
configuration Small of S {
  hidden: 16
}
`;
    const name = hover(text, 'Small of');
    expect(name).toContain('configuration Small of S');
    expect(name).toContain('The small one.');
    expect(name).toContain('| MACs | 128 |');
    expect(hover(text, 'hidden: 16')).toContain('elastic hidden in [16, 32]');
  });

  it('of an operator give its formula with the numbers filled in', () => {
    const text = hover(vit, 'linear(hidden)');
    expect(text).toContain('linear(out');
    expect(text).toMatch(/MACs = hidden \* 3200\s+= 102,400 to 409,600/);
    expect(text).toContain('sequence[50, hidden]');
  });

  it('of a decision give its values with what each costs', () => {
    const text = hover(vit, 'heads  in');
    expect(text).toContain('5 decisions: `layer[0].heads` to `layer[4].heads`');
    expect(text).toContain('| 4 | 1.14 | 16.6 |');
    expect(text).toContain('Cost of what reads `layer[0].heads`');
    expect(text).toMatch(
      /Together they account for \d+\.\d % of the range of MACs and \d+\.\d % of the range of parameters/,
    );
  });

  it('of a decision that closes layers price the whole network', () => {
    expect(hover(vit, 'depth in')).toMatch(/\| 5 \| 9\.84 \| 172 \|[\s\S]*Cost of the whole network/);
  });

  it('are silent in comments', () => {
    expect(hover(vit, 'depth, heads and')).toBe('');
  });

  it('give what each number format and each share pruned makes of the weights', () => {
    const text = `supernet S {
  input v: vector[100]
  quantize [fp32, int8]
  prune [0%, 50%]
  linear(100, bias: false)
}`;
    expect(hover(text, 'quantize')).toMatch(/One decision: `precision`[\s\S]*\| int8 \| 10\.0 \| 0\.640 \|/);
    expect(hover(text, 'prune')).toMatch(/sparsity[\s\S]*\| 0.5 \| 5\.00 \| 21\.3 \|/);
  });
});

it('diagnostics count lines and columns from 0', () => {
  const text = vit.replace('take_token(0)', 'take_tokn(0)');
  const [problem] = diagnosticsOf(compile(text, { file: 'a.lithe' }));
  const line = text.split('\n').findIndex((one) => one.includes('take_tokn'));
  expect(problem).toMatchObject({ severity: 1, code: 'unknown-operator', source: 'lithe' });
  expect(problem!.range.start).toEqual({ line, character: 2 });
});

describe('the description of a search', () => {
  it('says what a front needs', () => {
    const found = describeSearch(browserFiles(), { file: '/a.lithe', text: vit, imports: {}, search: 'OnDigits' });
    expect(found).toMatchObject({ epochs: 12, evaluations: 250, perEpoch: 8, control: true, line: 32 });
    expect(found!.decisions).toHaveLength(11);
    expect(found!.decisions[0]).toEqual({ path: 'depth', values: [2, 3, 4, 5] });
  });

  it('is absent for a search that is not there', () => {
    expect(describeSearch(browserFiles(), { file: '/a.lithe', text: vit, imports: {}, search: 'Other' })).toBeNull();
  });
});

describe('a sub-network of a front', () => {
  const text = `supernet S {
  input v: vector[8]
  elastic hidden in [16, 32]
  linear(hidden, bias: false)
}
`;
  const insert = (into: string, configuration: Readonly<Record<string, number>>) => {
    const opened = openedOf(into);
    const made = insertedConfiguration(opened, { space: 'S', configuration, name: 'Find_7' });
    if ('problem' in made) return made;
    return made.edit === undefined ? made.name : TextDocument.applyEdits(opened.document, [made.edit]);
  };

  it('is written behind its super-network, once, laid out', () => {
    const once = `${text}\nconfiguration Find_7 of S {\n  hidden: 16\n}\n`;
    expect(insert(text, { hidden: 16 })).toBe(once);
    expect(insert(once, { hidden: 16 })).toBe('Find_7');
    expect(insert(once, { hidden: 32 })).toBe(`${once}\nconfiguration Find_7_2 of S {\n  hidden: 32\n}\n`);
  });

  it('is refused where the super-network is another by now', () => {
    expect(insert(text, { hidden: 64 })).toEqual({
      problem: 'The super-network S has changed since the run: hidden cannot be 64: its values are 16, 32.',
    });
    expect(insert('', {})).toEqual({ problem: 'The file has no super-network S any more.' });
  });
});

import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compile, largest, networkAt } from '../../language/index.ts';
import { refactoringsOf } from '../../server/features/refactorings.ts';
import { openedOf } from './opened.ts';

const net = `/// A network.
supernet Net {
  input image: image[3, 32, 32]
  const width = 64
  elastic heads in [2, 4]
  conv(width, kernel: 4, stride: 4); gelu
  to_tokens
  layer: repeat 3 {
    elastic hidden in [32, 64]
    residual { layernorm; attention(heads, head_dim: 16) }
    residual { linear(hidden); gelu; linear(64) }
  }
  take_token(0)
}
`;

/** What may be done with a piece of the text, by title, with the text that it gives. */
function refactor(piece: string, text = net): Record<string, string> {
  const opened = openedOf(text);
  const { document } = opened;
  const start = text.indexOf(piece);
  const range = { start: document.positionAt(start), end: document.positionAt(start + piece.length) };
  const actions = refactoringsOf(opened, range);
  return Object.fromEntries(
    actions.map(({ title, edit }) => [title, TextDocument.applyEdits(document, edit!.changes![document.uri]!)]),
  );
}

function spaceOf(text: string) {
  const { spaces, diagnostics } = compile(text, { file: 'a.lithe' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return spaces[0]!;
}

/** The operators of the largest sub-network, which most refactorings must keep. */
function operatorsOf(text: string): readonly string[] {
  const space = spaceOf(text);
  return networkAt(space, largest(space)).operators.map(
    ({ operator, arguments: given }) => `${operator} ${JSON.stringify(given)}`,
  );
}

describe('extracting a block', () => {
  const two =
    'residual { layernorm; attention(heads, head_dim: 16) }\n    residual { linear(hidden); gelu; linear(64) }';

  it('gives what the statements read as parameters, and keeps the network', () => {
    const text = refactor(two)['Extract into a block']!;
    expect(text).toContain('block Extracted(heads, hidden) {\n  residual { layernorm;');
    expect(text).toContain('}\n\n/// A network.\nsupernet Net');
    expect(text).toContain('    Extracted(heads, hidden)\n  }');
    expect(operatorsOf(text)).toEqual(operatorsOf(net));
  });

  it('takes part of a line', () => {
    const text = refactor('linear(hidden); gelu')['Extract into a block']!;
    expect(text).toContain('residual { Extracted(hidden); linear(64) }');
    expect(operatorsOf(text)).toEqual(operatorsOf(net));
  });

  it('is not offered where something else reads what would go, nor for parts of statements', () => {
    expect(refactor('elastic heads in [2, 4]\n  conv(width, kernel: 4, stride: 4)')).not.toHaveProperty(
      'Extract into a block',
    );
    expect(refactor('linear(hid')).toEqual({});
  });
});

describe('making a number elastic', () => {
  it.each([
    ['4, stride', 'kernel', 'elastic kernel in [2, 4, 6] = 4\n  conv(width, kernel: kernel, stride: 4); gelu'],
    ['64\n', 'width', '  elastic width in [32, 48, 64]\n'],
    ['64) }', 'out', '    elastic out in [32, 48, 64]\n    residual { linear(hidden); gelu; linear(out) }'],
    ['3 {', '', ''],
  ])('%s', (piece, name, expected) => {
    const found = refactor(piece);
    if (name === '') expect(found).toEqual({});
    else expect(found[`Make \`${name}\` elastic`]).toContain(expected);
  });

  it('keeps the network at the default', () => {
    const text = refactor('16) }')['Make `head_dim` elastic']!;
    const space = spaceOf(text);
    const opened = space.decisions.filter(({ name }) => name === 'head_dim');
    expect(opened.map(({ values, default: usual }) => values[usual])).toEqual([16, 16, 16]);
  });
});

describe('moving an elastic', () => {
  const paths = (text: string) => spaceOf(text).decisions.map(({ path }) => path);

  it('into the repeat that reads it makes one for each copy', () => {
    const text = refactor('heads in')['Make `heads` one decision for each copy']!;
    expect(paths(text)).toEqual(expect.arrayContaining(['layer[0].heads', 'layer[2].heads']));
    expect(operatorsOf(text)).toEqual(operatorsOf(net));
    // And back again.
    expect(refactor('heads in', text)['Share `heads` among all copies']).toBe(
      net.replace('  elastic heads in [2, 4]\n', '').replace('  layer:', '  elastic heads in [2, 4]\n  layer:'),
    );
  });

  it('is not offered where a search names it', () => {
    const text = `${net}search Find { space Net; minimize macs; require heads >= 4 }\n`;
    expect(refactor('heads in', text)).toEqual({});
  });
});

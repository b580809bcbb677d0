import { describe, expect, it } from 'vitest';
import { format } from '../../../language/index.ts';

/** A body as it is laid out in a block. */
function laidOut(body: string): string {
  const result = format(`block B {\n${body}\n}`, 'f.lithe');
  if ('errors' in result) throw new Error(result.errors[0]!.message);
  return result.text.replace(/^block B \{\n?|\}\n$/g, '').replace(/^ {2}/gm, '');
}

const lines = (...all: string[]) => `${all.join('\n')}\n`;
const long = 'a'.repeat(50);

describe('spaces', () => {
  it.each([
    ['around operators', 'const a=b*-3+(c-  2)/d', 'const a = b * -3 + (c - 2) / d'],
    ['behind commas and colons', 'a :conv( 64,kernel : 3 ,)', 'a: conv(64, kernel: 3)'],
    ['not in ranges, members and indices', 'elastic n in 2 .. x . width step 8', 'elastic n in 2..x.width step 8'],
    [
      'before lists, not before indices',
      'quantize each[fp32,int8]; from layer [ 0 ]',
      'quantize each [fp32, int8]; from layer[0]',
    ],
    ['not where a word of the language is a name', 'from step [0]; each (3)', 'from step[0]; each(3)'],
    ['in braces', 'residual{relu}shortcut{ }', 'residual { relu } shortcut {}'],
    ['in conditions', 'if not(a<=3)and b{relu}else if c{gelu}', 'if not (a <= 3) and b { relu } else if c { gelu }'],
    [
      'in name maps',
      'weights "w" { "{i}.qkv"->layer [i].{ q,k } .w }',
      'weights "w" { "{i}.qkv" -> layer[i].{q, k}.w }',
    ],
  ])('stand %s', (_, source, expected) => {
    expect(laidOut(source)).toBe(lines(expected));
  });
});

describe('lines', () => {
  it('stay together where the author wrote them so, with `;` between them only', () => {
    expect(laidOut('relu ;gelu;\n;tanh;')).toBe(lines('relu; gelu', 'tanh'));
    expect(laidOut('a: { relu; }')).toBe(lines('a: { relu }'));
    expect(laidOut('relu gelu')).toBe(lines('relu; gelu'));
  });

  it('keep a `;` without which a statement would go on', () => {
    expect(laidOut('elastic a in 2..4;\nstep(3)')).toBe(lines('elastic a in 2..4;', 'step(3)'));
    expect(laidOut('a: ; // nothing yet\nrelu')).toBe(lines('a:; // nothing yet', 'relu'));
  });

  it('are one for each statement in a block that does not fit', () => {
    const statement = `linear(${long})`;
    expect(laidOut(`residual { ${statement}; ${statement} }`)).toBe(
      lines(
        `residual { ${statement}; ${statement} }`
          .replace(/([{;]) /g, '$1\n  ')
          .replace(' }', '\n}')
          .replace(';', ''),
      ).replace(/ +\n/g, '\n'),
    );
  });

  it('have one argument each where a call does not fit', () => {
    expect(laidOut(`f(${long}, ${long}, stride: if a then 1 else 2)`)).toBe(
      lines('f(', `  ${long},`, `  ${long},`, '  stride: if a then 1 else 2', ')'),
    );
  });

  it('break behind an operator where an expression does not fit', () => {
    expect(laidOut(`const a = ${long} + ${long} * ${long}`)).toBe(lines(`const a = ${long} + ${long} *`, `  ${long}`));
  });

  it('have at most one empty one between them, and none beside a brace', () => {
    expect(laidOut('\n\nrelu\n\n\n\ngelu\n// a\n\n// b\n\n')).toBe(lines('relu', '', 'gelu', '// a', '', '// b'));
  });
});

describe('comments', () => {
  it.each([
    ['in arguments', 'conv(3, // out\nkernel: 5)', ['conv(', '  3, // out', '  kernel: 5', ')']],
    ['before a comma', 'conv(3 // out\n, kernel: 5)', ['conv(', '  3, // out', '  kernel: 5', ')']],
    ['in empty arguments', 'relu( // none\n)', ['relu(', '  // none', ')']],
    ['in a statement', 'elastic // what\ndepth in 2..3', ['elastic // what', '  depth in 2..3']],
    ['behind a brace', 'a: { // b\nrelu\n}', ['a: { // b', '  relu', '}']],
    ['alone in a block', 'a: { /* nothing */ }', ['a: { /* nothing */ }']],
    ['between statements of a line', 'relu; /* now */ gelu /* done */', ['relu; /* now */ gelu /* done */']],
    ['over several lines', '      /** a\n        * b\n     */\nrelu', ['/** a', ' * b', ' */', 'relu']],
  ])('stay %s', (_, source, expected) => {
    expect(laidOut(source)).toBe(lines(...expected));
  });

  it('of neighbouring lines share a column', () => {
    expect(laidOut('relu // a\nlinear(10) // b\n\ngelu // c')).toBe(
      lines('relu       // a', 'linear(10) // b', '', 'gelu // c'),
    );
  });

  it('stay at the column where the author put them, while the code leaves it free', () => {
    expect(laidOut('  relu        // a')).toBe(lines('relu        // a'));
    expect(laidOut('  relu  // a\n  linear(10)   // b')).toBe(lines('relu         // a', 'linear(10)   // b'));
  });

  it('go on below where the author went on', () => {
    expect(laidOut('  relu // a\n       // b\n  // c')).toBe(lines('relu // a', '     // b', '// c'));
  });
});

describe('columns', () => {
  it('stay where the author aligned them', () => {
    const aligned = lines('elastic heads  in [1, 2]', 'elastic hidden in [32]');
    expect(laidOut(aligned.replace(/^/gm, '    '))).toBe(aligned);
    const calls = lines('a: Stage(24,  stride: 2, squeeze: true)', 'b: Stage(112, stride: 1, squeeze: false)');
    expect(laidOut(calls)).toBe(calls);
  });

  it('close up as far as they can', () => {
    expect(laidOut('elastic a       in [1]\nelastic hidden  in [2]')).toBe(
      lines('elastic a      in [1]', 'elastic hidden in [2]'),
    );
  });

  it('are no more than single spaces where nothing is aligned', () => {
    expect(laidOut('elastic heads   in [1, 2]\nelastic hidden in [32]')).toBe(
      lines('elastic heads in [1, 2]', 'elastic hidden in [32]'),
    );
  });
});

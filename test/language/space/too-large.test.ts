import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';

const net = (body: string) => `supernet S {\n  input t: sequence[16, 32]\n${body}\n}\n`;
const nested = (head: string, depth: number, body: string) => net(head.repeat(depth) + body + '}'.repeat(depth));
const blocks = Array.from({ length: 30 }, (_, i) => `block B${i} { B${i + 1}; B${i + 1} }`).join('\n');

function tooLarge(text: string) {
  const { diagnostics, hints } = compile(text, { file: 'a' });
  return { told: diagnostics.filter(({ code }) => code === 'space-too-large'), hints };
}

describe('a super-network that multiplies', () => {
  it.each([
    ['repeats of an operator', nested('repeat 2 {', 30, 'relu')],
    ['repeats of nothing', nested('repeat 1000 {', 60, '')],
    ['a repeat that is being written', net('repeat 2 {'.repeat(30))],
    ['repeats of decisions', nested('repeat 20 {', 4, 'elastic k in [8, 32]')],
    ['repeats as often as a decision says', net('elastic d in 0..1000\nrepeat d { repeat d { linear(32) } }')],
    ['blocks that call each other twice', `${blocks}\nblock B30 { relu }\n${net('B0')}`],
    ['experts of experts', nested('route 1000 top 1 {', 20, 'linear(32)')],
    ['an open number of experts', net('elastic e in 1..1000\nroute e top 1 { linear(32) }')],
  ])('is refused once and left off: %s', (_, text) => {
    const { told, hints } = tooLarge(text);
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the super-network has \d+ statements or more.*, over the limit of 20000; use fewer$/),
    ]);
    expect(hints.length).toBeLessThanOrEqual(20_000);
  });

  it('may be far larger than published networks are', () => {
    const layers = nested(
      'repeat 96 {',
      1,
      'residual { layernorm; attention(4) }; residual { linear(64); linear(32) }',
    );
    const experts = nested('repeat 24 {', 1, 'route 64 top 2 { linear(64); gelu; linear(32) }');
    for (const text of [layers, experts]) expect(compile(text, { file: 'a' }).diagnostics).toEqual([]);
  });
});

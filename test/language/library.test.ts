import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, costsAt } from '../../language/index.ts';
import { documentationOf, parse } from '../../language/parse/parse.ts';

const pages = readdirSync('language/library').filter((name) => name.endsWith('.lithe'));

/** Costs of a network of one block over sequence[10, 64], and perhaps a memory of sequence[7, 48]. */
function costOf(call: string) {
  const text = `import "lithe:transformer"
supernet One {
  input memory: sequence[7, 48]
  input rows: sequence[10, 64]
  from rows
  ${call}
}`;
  const { spaces, diagnostics } = compile(text, { file: 'one.lithe' });
  expect(diagnostics).toEqual([]);
  return costsAt(spaces[0]!, []);
}

describe.each(pages)('the page %s', (page) => {
  const { tree, diagnostics } = parse(readFileSync(`language/library/${page}`, 'utf8'), page);
  const blocks = tree.declarations.filter((one) => one.$type === 'Block');

  it('is made of documented blocks', () => {
    expect(diagnostics).toEqual([]);
    for (const block of blocks)
      expect([block.name, documentationOf(block)]).toEqual([block.name, expect.stringMatching(/\.$/)]);
  });
});

describe('blocks that no published example uses', () => {
  const [n, d, m, e, hidden] = [10, 64, 7, 48, 96];
  const perceptron = { macs: n * 2 * d * hidden, params: 2 * d * hidden + hidden + d };
  const attention = { macs: 4 * n * d * d + 2 * n * n * d, params: 4 * (d * d + d) };

  it('DecoderLayer costs three norms, two attentions and a perceptron', () => {
    expect(costOf('DecoderLayer(heads: 4, hidden: 96, memory)')).toMatchObject({
      macs: attention.macs + 2 * n * d * d + 2 * m * e * d + 2 * n * m * d + perceptron.macs,
      params: 3 * 2 * d + attention.params + 2 * d * d + 2 * e * d + 4 * d + perceptron.params,
    });
  });

  it('ExpertLayer costs its router, all of its experts to hold and some of them to compute', () => {
    expect(costOf('ExpertLayer(heads: 4, hidden: 96, experts: 8, active: 2)')).toMatchObject({
      macs: attention.macs + n * d * 8 + 2 * perceptron.macs,
      params: 2 * 2 * d + attention.params + d * 8 + 8 * perceptron.params,
    });
  });
});

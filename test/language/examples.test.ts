import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, costRange } from '../../language/index.ts';

const files = readdirSync('examples').filter((name) => name.endsWith('.lithe'));

describe.each(files)('%s', (name) => {
  const { diagnostics, spaces, searches, datasets } = compile(readFileSync(`examples/${name}`, 'utf8'), { file: name });

  it('has no problems, not even hints', () => {
    // The heads of HAT share a width of 512, as their authors search them.
    const isOfHat = (code: string) => name === 'transformer-lt.lithe' && code === 'costless-decision';
    expect(diagnostics.filter(({ code }) => !isOfHat(code))).toEqual([]);
  });

  it('is elastic: its sub-network with the most MACs has over one and a half times those of the one with the fewest', () => {
    expect(spaces.length).toBeGreaterThan(0);
    for (const space of spaces) {
      const range = costRange(space, 'macs');
      if ('problem' in range) throw new Error(range.problem.message);
      expect(range.largest.value).toBeGreaterThan(1.5 * range.smallest.value);
    }
  });

  it('names spaces and datasets that it has', () => {
    for (const { space, data } of searches) {
      expect(spaces.map((one) => one.name)).toContain(space);
      if (data !== undefined) expect(datasets.map((one) => one.name)).toContain(data);
    }
  });
});

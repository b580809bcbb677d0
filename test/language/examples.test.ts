import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, costsAt, largest, smallest } from '../../language/index.ts';

const files = readdirSync('examples').filter((name) => name.endsWith('.lithe'));

describe.each(files)('%s', (name) => {
  const { diagnostics, spaces, searches, datasets } = compile(readFileSync(`examples/${name}`, 'utf8'), { file: name });

  it('has no problems, not even hints', () => {
    expect(diagnostics).toEqual([]);
  });

  it('is elastic: its largest sub-network has over twice the MACs of its smallest', () => {
    expect(spaces.length).toBeGreaterThan(0);
    for (const space of spaces) {
      expect(costsAt(space, largest(space)).macs).toBeGreaterThan(2 * costsAt(space, smallest(space)).macs);
    }
  });

  it('names spaces and datasets that it has', () => {
    for (const { space, data } of searches) {
      expect(spaces.map((one) => one.name)).toContain(space);
      expect(datasets.map((one) => one.name)).toContain(data);
    }
  });
});

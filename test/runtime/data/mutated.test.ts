import { expect, test } from 'vitest';
import { readMutated } from './mutated.ts';

test('a few thousand spoiled files of all formats are read, or refused in one line', async () => {
  const read = await readMutated(150);
  // Where every file were refused, or none, the spoiling would try nothing.
  for (const [format, count] of Object.entries(read)) {
    expect(count, format).toBeLessThan(150);
  }
  expect(Object.values(read).reduce((sum, count) => sum + count)).toBeGreaterThan(100);
}, 300_000);

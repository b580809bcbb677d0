import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledMiniLm, hiddenStates, isHere } from './minilm.ts';
import { decodeReference, digestOf, FIXTURE } from './reference.ts';

// The weights are 91 MB, which `node scripts/minilm.ts` downloads once.
test.runIf(isHere())('all-MiniLM-L6-v2 gives 100 sentences the hidden states that PyTorch gives', async () => {
  expect(compiledMiniLm().diagnostics.map(({ code }) => code)).toEqual(['unused-weights']);
  const { ids, digest } = decodeReference(readFileSync(FIXTURE, 'utf8'));
  const found = digestOf(ids, await hiddenStates(ids));
  expect(found.length).toBe(digest.length);
  const furthest = found.reduce((most, value, place) => Math.max(most, Math.abs(value - digest[place]!)), 0);
  expect(furthest).toBeLessThan(1e-4);
});

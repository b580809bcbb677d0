import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, hintsOf } from '../../../language/index.ts';
import { randomFrom } from '../random.ts';
import { mutate } from './mutate.ts';
import { originals, withstand } from './withstand.ts';

const tried = 2500;

describe('mutated and truncated files', () => {
  it('never throw, keep every place inside the file, and are formatted without loss', () => {
    // `node test/bench/mutations.ts NUMBER` tries as many as one likes.
    const random = randomFrom(20261122);
    for (let i = 0; i < tried; i += 1) {
      const text = mutate(originals[i % originals.length]!, random);
      expect(() => withstand(text), text).not.toThrow();
    }
  }, 300_000);

  it.each(['supernet {}', 'search {}', 'dataset {}', 'target {}', 'map {}', 'block {}'])(
    'may have two declarations without a name yet: %s',
    (declaration) => {
      expect(() => withstand(`${declaration}\n${declaration}\n`)).not.toThrow();
    },
  );

  it('still show shapes where only one line is half-written', () => {
    const text = readFileSync('test/fixtures/vision-transformer.lithe', 'utf8');
    const whole = hintsOf(compile(text, { file: 'a' })).length;
    const lines = text.split('\n');
    for (const [i, line] of lines.entries()) {
      if (!/elastic|residual|attention/.test(line)) continue;
      const half = line.slice(0, Math.floor(line.length / 2));
      const broken = lines
        .with(i, half + '}'.repeat(Math.max(0, half.split('{').length - half.split('}').length)))
        .join('\n');
      expect(hintsOf(compile(broken, { file: 'a' })).length, half).toBeGreaterThan(whole / 8);
    }
  });
});

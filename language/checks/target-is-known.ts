import { check, list } from './check.ts';
import { rename } from './fixes.ts';
import { nearest, suggestion } from './nearest.ts';

export const targetIsKnown = check({
  code: 'unknown-target',
  severity: 'error',
  explanation: 'A search names a target of its file, or of one that the file imports.',
  message: (name: string, known: readonly string[]) =>
    `this file has no target \`${name}\`${suggestion(name, known) || (known.length > 0 ? `; it has ${list(known)}` : '')}`,
  fixes: (place, [name, known]) =>
    [nearest(name, known) ?? (known.length === 1 ? known[0]! : [])].flat().map((one) => rename(place, 'target', one)),
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    target Phone {
      device cpu
    }
    search Fastest {
      space Net
      minimize latency on «Phones»
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    target Phone {
      device cpu
    }
    search Fastest {
      space Net
      minimize macs
      explore random(evaluations: 2)
    }`,
});

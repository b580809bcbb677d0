import { check, list } from './check.ts';
import { rename } from './fixes.ts';
import { nearest, suggestion } from './nearest.ts';

export const spaceIsKnown = check({
  code: 'unknown-space',
  severity: 'error',
  explanation: 'A search or a configuration names a super-network of its file, or of one that the file imports.',
  message: (name: string, known: readonly string[]) =>
    `this file has no super-network \`${name}\`${suggestion(name, known) || (known.length > 0 ? `; it has ${list(known)}` : '')}`,
  fixes: (place, [name, known]) =>
    [nearest(name, known) ?? (known.length === 1 ? known[0]! : [])].flat().map((one) => rename(place, 'space', one)),
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space «Network»
      minimize macs
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      explore random(evaluations: 2)
    }`,
});

import { check } from './check.ts';
import { meant } from './elsewhere.ts';
import { rename } from './fixes.ts';
import { suggestionOf } from './nearest.ts';
import { wordElsewhere } from './words-elsewhere.ts';

export const nameIsKnown = check({
  code: 'unknown-name',
  severity: 'error',
  explanation:
    'A name in an expression is a constant, a decision, a parameter, a label, an operator or a block that is in scope.',
  message: (name: string, known: Iterable<string>) =>
    `nothing here is called \`${name}\`${wordElsewhere(name) || suggestionOf(meant(name, known))}`,
  fixes: (place, [name, known]) => {
    if (name === 'True' || name === 'False') return [rename(place, 'name', name.toLowerCase())];
    if (name === 'flops') return [rename(place, 'name', 'macs')];
    const right = wordElsewhere(name) === '' ? meant(name, known) : undefined;
    return right === undefined ? [] : [rename(place, 'name', right)];
  },
  example: `
    supernet Net {
      input features: vector[8]
      const hidden = 32
      linear(«hiden» * 2)
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      const hidden = 32
      linear(hidden * 2)
      linear(hidden)
    }`,
});

import { check } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const nameIsKnown = check({
  code: 'unknown-name',
  severity: 'error',
  explanation:
    'A name in an expression is a constant, a decision, a parameter, a label, an operator or a block that is in scope.',
  message: (name: string, known: Iterable<string>) => `nothing here is called \`${name}\`${suggestion(name, known)}`,
  fixes: (place, [name, known]) => respell(place, 'name', name, known),
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

import { check } from './check.ts';
import { suggestion } from './nearest.ts';

export const nameIsKnown = check(
  'unknown-name',
  'error',
  'A name in an expression is a constant, a decision, a parameter, a label, an operator or a block that is in scope.',
  (name: string, known: Iterable<string>) => `nothing here is called \`${name}\`${suggestion(name, known)}`,
);

import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const argumentIsKnown = check(
  'unknown-argument',
  'error',
  'Arguments are given by position or by the name of a parameter.',
  (callee: string, name: string, parameters: readonly string[]) =>
    `\`${callee}\` has no argument \`${name}\`${
      suggestion(name, parameters) || (parameters.length > 0 ? `; it has ${list(parameters)}` : '; it takes none')
    }`,
);

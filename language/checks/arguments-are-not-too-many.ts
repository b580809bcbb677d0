import { check, list } from './check.ts';

export const argumentsAreNotTooMany = check(
  'too-many-arguments',
  'error',
  'Arguments by position fill the parameters in order, each once.',
  (callee: string, parameters: readonly string[]) =>
    `\`${callee}\` takes ${parameters.length === 0 ? 'no arguments' : `only ${list(parameters)}`}; take this one away`,
);

import { check } from './check.ts';

export const statementHasALine = check(
  'missing-separator',
  'error',
  'Two statements on one line are separated by `;`, so that nobody reads them as one.',
  () => 'this is a second statement on the same line; put `;` or a new line before it',
);

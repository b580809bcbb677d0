import { check } from './check.ts';

export const importsDoNotCycle = check(
  'import-cycle',
  'error',
  'Files that import each other could not be read in any order.',
  (chain: readonly string[]) =>
    `this import closes a cycle: ${chain.join(' -> ')}; move what they share into a file that both import`,
);

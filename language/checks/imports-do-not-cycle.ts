import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const importsDoNotCycle = check({
  code: 'import-cycle',
  severity: 'error',
  explanation: 'Files that import each other could not be read in any order.',
  message: (chain: readonly string[]) =>
    `this import closes a cycle: ${chain.join(' -> ')}; move what they share into a file that both import`,
  // A file that imports itself can do without.
  fixes: (place, [chain]) => (chain.length === 2 ? removeStatement(place, 'the import') : []),
  example: `
    «import "example.lithe"»

    block Layer {
      residual { linear(8) }
    }`,
  corrected: `
    block Layer {
      residual { linear(8) }
    }`,
});

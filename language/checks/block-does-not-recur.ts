import { check } from './check.ts';

export const blockDoesNotRecur = check(
  'recursive-block',
  'error',
  'Blocks are expanded where they are used, so none may use itself.',
  (chain: readonly string[]) => `\`${chain[0]}\` uses itself: ${chain.join(' -> ')}; use \`repeat\` instead`,
);

import { check } from './check.ts';

export const blockDoesNotRecur = check({
  code: 'recursive-block',
  severity: 'error',
  explanation: 'Blocks are expanded where they are used, so none may use itself.',
  message: (chain: readonly string[]) => `\`${chain[0]}\` uses itself: ${chain.join(' -> ')}; use \`repeat\` instead`,
  example: `
    block Deep {
      residual { linear(8) }
      «Deep»
    }
    supernet Net {
      input features: vector[8]
      Deep
    }`,
  corrected: `
    block Deep {
      repeat 4 {
        residual { linear(8) }
      }
    }
    supernet Net {
      input features: vector[8]
      Deep
    }`,
});

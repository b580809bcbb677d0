import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const blockIsUsed = check({
  code: 'unused-block',
  severity: 'hint',
  explanation:
    'Where a file declares a super-network, a block that nothing in it uses is left over, unless another file imports it.',
  message: (name: string) => `nothing in this file uses the block \`${name}\`; use it, or take it away`,
  fixes: (place, [name]) => removeStatement(place, `the block \`${name}\``),
  example: `
    «block Head» {
      linear(10)
    }
    supernet Net {
      input features: vector[8]
      linear(16)
    }`,
  corrected: `
    block Head {
      linear(10)
    }
    supernet Net {
      input features: vector[8]
      linear(16)
      Head
    }`,
});

import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const inputIsAtTheTop = check({
  code: 'misplaced-input',
  severity: 'error',
  explanation: 'Inputs are declared in a super-network; the input of a block is what flows into its call.',
  message: (name: string) =>
    `\`input ${name}\` stands inside a block, whose input is what flows into it: \`x\`; take it away`,
  fixes: (place, [name]) => removeStatement(place, `\`input ${name}\``),
  example: `
    block Head {
      «input features: vector[8]»
      linear(10)
    }
    supernet Net {
      input features: vector[8]
      Head
    }`,
  corrected: `
    block Head {
      linear(10)
    }
    supernet Net {
      input features: vector[8]
      Head
    }`,
});

import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const decisionIsUsed = check({
  code: 'unused-decision',
  severity: 'warning',
  explanation: 'A decision that nothing reads multiplies the number of sub-networks and changes none.',
  message: (name: string) => `nothing uses the decision \`${name}\`; use it, or take it away`,
  fixes: (place, [name]) => removeStatement(place, `\`${name}\``),
  example: `
    supernet Net {
      input features: vector[8]
      «elastic hidden in [16, 32]»
      linear(32)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }`,
});

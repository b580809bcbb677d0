import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const constantIsUsed = check({
  code: 'unused-constant',
  severity: 'hint',
  explanation: 'A constant that nothing reads suggests a number that ought to be it.',
  message: (name: string) => `nothing uses the constant \`${name}\`; use it, or take it away`,
  fixes: (place, [name]) => removeStatement(place, `\`${name}\``),
  example: `
    supernet Net {
      input features: vector[8]
      «const hidden = 32»
      linear(16)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      const hidden = 32
      linear(hidden)
    }`,
});

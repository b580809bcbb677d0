import { check } from './check.ts';

export const sizesAreEqual = check({
  code: 'sizes-differ',
  severity: 'error',
  explanation:
    'Values that are added or multiplied have equal sizes, and those that are joined all but the joined one.',
  message: (operator: string, first: string, second: string) =>
    `\`${operator}\`: ${first} and ${second} do not meet; ` +
    `${operator === 'concat' ? 'all sizes but the joined one' : 'their sizes'} must be equal`,
  example: `
    supernet Net {
      input features: vector[8]
      hidden: linear(16)
      «sum(hidden, features)»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      hidden: linear(8)
      sum(hidden, features)
    }`,
});

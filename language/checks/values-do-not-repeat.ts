import { check } from './check.ts';

export const valuesDoNotRepeat = check({
  code: 'repeated-value',
  severity: 'error',
  explanation: 'Two equal values of a decision would count the same sub-networks twice.',
  message: (name: string, value: string) => `the domain of \`${name}\` holds ${value} twice; take one of the two away`,
  fixes: (place) => [{ title: `Remove the second \`${place.written}\``, edits: [place.removeItem()] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32, «16»]
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }`,
});

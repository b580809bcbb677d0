import { check } from './check.ts';

export const valuesAreInOrder = check({
  code: 'unordered-values',
  severity: 'hint',
  explanation:
    'Values from the smallest to the largest read best, and gaps and mistyped digits show; the order changes nothing else.',
  message: (name: string, ordered: string) => `the values of \`${name}\` are out of order; write \`${ordered}\``,
  fixes: (place, [, ordered]) =>
    // A comment among the values would be lost.
    /\/[/*]/.test(place.written) ? [] : [{ title: `Order them: \`${ordered}\``, edits: [place.replace(ordered)] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in «[64, 16, 32]»
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32, 64]
      linear(hidden)
    }`,
});

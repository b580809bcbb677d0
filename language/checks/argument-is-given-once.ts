import { check } from './check.ts';

export const argumentIsGivenOnce = check({
  code: 'repeated-argument',
  severity: 'error',
  explanation: 'An argument has one value.',
  message: (callee: string, name: string) => `\`${name}\` of \`${callee}\` is given already; take one of the two away`,
  fixes: (place, [, name]) => [{ title: `Remove the second \`${name}\``, edits: [place.removeItem()] }],
  example: `
    supernet Net {
      input features: vector[8]
      linear(16, «out: 32»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(16)
    }`,
});

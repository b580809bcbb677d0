import { check } from './check.ts';

export const decisionHasAPrice = check({
  code: 'costless-decision',
  severity: 'hint',
  explanation:
    'Where the numbers of a decision cost the same in every way, only training tells them apart, and mostly something else ' +
    'was meant: elastic heads that share a fixed width cost the same, whatever their number.',
  message: (name: string) =>
    `the values of \`${name}\` cost the same MACs, parameters and memory, so only accuracy tells them apart; ` +
    'check what it is for, or settle it',
  example: `
    supernet Net {
      input words: sequence[16, 64]
      «elastic heads in [2, 4]»
      attention(heads)
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      elastic heads in [2, 4]
      attention(heads, head_dim: 16)
    }`,
});

import { check } from './check.ts';

export const expertsAreEnough = check({
  code: 'too-few-experts',
  severity: 'error',
  explanation: 'A `route` sends each row to `top` of its experts, so there are at least as many of them.',
  message: (top: string, experts: string) =>
    `each row is to be sent to ${top} of ${experts} experts; \`top\` must be at most the number of experts, ` +
    'everywhere in the space',
  example: `
    supernet Net {
      input words: sequence[16, 64]
      elastic experts in [1, 4]
      «route experts top 2 { linear(64) }»
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      elastic experts in [2, 4]
      route experts top 2 { linear(64) }
    }`,
});

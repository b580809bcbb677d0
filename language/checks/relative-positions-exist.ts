import { check } from './check.ts';

export const relativePositionsExist = check({
  code: 'no-relative-positions',
  severity: 'error',
  explanation: 'Relative positions are distances in rows and columns, which the tokens of one square image have.',
  message: (why: string) => `\`attention\`: ${why}`,
  example: `
    supernet Net {
      input words: sequence[48, 64]
      «attention(4, relative_keys: 6)»
    }`,
  corrected: `
    supernet Net {
      input patches: sequence[49, 64]
      attention(4, relative_keys: 6)
    }`,
});

import { check } from './check.ts';

export const tokenIsThere = check({
  code: 'no-such-token',
  severity: 'error',
  explanation: 'Rows of a sequence count from 0.',
  message: (operator: string, rows: string, length: string) =>
    `\`${operator}\`: there ${rows} in a sequence of ${length}; rows count from 0`,
  example: `
    supernet Net {
      input patches: sequence[49, 64]
      «take_token(49)»
    }`,
  corrected: `
    supernet Net {
      input patches: sequence[49, 64]
      take_token(48)
    }`,
});

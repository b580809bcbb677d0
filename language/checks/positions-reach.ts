import { check } from './check.ts';

export const positionsReach = check({
  code: 'too-few-positions',
  severity: 'error',
  explanation: 'Every row of the sequence needs a vector of its position.',
  message: (positions: string, length: string) =>
    `\`position_embedding\`: ${positions} positions do not reach over a sequence of ${length}; ` +
    'leave out `positions`, or give at least the length',
  example: `
    supernet Net {
      input patches: sequence[197, 64]
      «position_embedding(196)»
    }`,
  corrected: `
    supernet Net {
      input patches: sequence[197, 64]
      position_embedding
    }`,
});

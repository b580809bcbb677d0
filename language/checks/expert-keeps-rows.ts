import { check } from './check.ts';

export const expertKeepsRows = check({
  code: 'expert-changes-rows',
  severity: 'error',
  explanation: 'The experts of a `route` are added row by row, so each gives a row for every row that is sent to it.',
  message: (given: string, gives: string) =>
    `an expert takes ${given} and gives ${gives}; it must give a row for every row that is sent to it`,
  example: `
    supernet Net {
      input words: sequence[16, 64]
      «route 4 top 1» { concat(x, x, along: length) }
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      route 4 top 1 { concat(x, x) }
    }`,
});

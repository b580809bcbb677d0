import { check } from './check.ts';

export const sharesFit = check({
  code: 'shares-differ',
  severity: 'error',
  explanation: 'A mixture has a column of shares for each of its values, and a row of them for each of their rows.',
  message: (shares: string, values: number, rows: string) =>
    `\`mixture\`: shares of ${shares} do not fit ${values} values of ${rows} rows; ` +
    'there must be a column of shares for each value',
  example: `
    supernet Net {
      input words: sequence[16, 64]
      shares: linear(3)
      softmax
      chosen: {}
      from words
      first: linear(64)
      from words
      second: linear(64)
      «mixture(chosen, first, second)»
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      shares: linear(2)
      softmax
      chosen: {}
      from words
      first: linear(64)
      from words
      second: linear(64)
      mixture(chosen, first, second)
    }`,
});

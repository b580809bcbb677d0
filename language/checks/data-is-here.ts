import { check } from './check.ts';

export const dataIsHere = check({
  code: 'data-not-here',
  severity: 'warning',
  explanation:
    'A run reads its data before it trains. Paths are relative to the folder of the file that they are written in.',
  message: (path: string, looked: string) =>
    `\`${path}\` does not exist (looked for ${looked}): put it there, or correct the path`,
  example: `
    dataset Reviews {
      text «"absent.tsv"» column 1
      label column 2
      validation 10%
      tokenizer "tokenizer.json" length 32
    }`,
  corrected: `
    dataset Reviews {
      text "reviews.tsv" column 1
      label column 2
      validation 10%
      tokenizer "tokenizer.json" length 32
    }`,
});

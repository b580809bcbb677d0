import { check } from './check.ts';

export const dataFitsNetwork = check({
  code: 'data-does-not-fit',
  severity: 'error',
  explanation:
    "A dataset gives what a search's super-network takes, and tells apart what the network's outputs stand for.",
  message: (dataset: string, gives: string, space: string, takes: string) =>
    `the dataset \`${dataset}\` ${gives}, and \`${space}\` ${takes}`,
  example: `
    supernet Net {
      input words: tokens[32]
      embedding(30522, 64)
      take_token(0)
      linear(2)
    }
    dataset Reviews {
      text "train.tsv" column sentence
      label column label
      validation 10%
      tokenizer "tokenizer.json" length 16
    }
    search OnReviews {
      space Net
      «data Reviews»
      maximize accuracy
    }`,
  corrected: `
    supernet Net {
      input words: tokens[16]
      embedding(30522, 64)
      take_token(0)
      linear(2)
    }
    dataset Reviews {
      text "train.tsv" column sentence
      label column label
      validation 10%
      tokenizer "tokenizer.json" length 16
    }
    search OnReviews {
      space Net
      data Reviews
      maximize accuracy
    }`,
});

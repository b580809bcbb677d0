import { check, list } from './check.ts';
import { nearest } from './nearest.ts';

export const metricFitsData = check({
  code: 'metric-does-not-fit',
  severity: 'error',
  explanation: 'Classes and numbers are measured by different metrics.',
  message: (metric: string, dataset: string, told: string, metrics: readonly string[]) =>
    `\`${metric}\` cannot be measured on the dataset \`${dataset}\`, which has ${told}: its metrics are ${list(metrics)}`,
  fixes: (place, [metric, , , metrics]) => {
    const right = nearest(metric, metrics) ?? metrics[0];
    if (right === undefined) return [];
    return [{ title: `Replace by \`${right}\``, edits: place.replaceProperty('metric', right) }];
  },
  example: `
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
      «maximize pearson»
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

import { check, list } from './check.ts';
import { nearest, suggestion } from './nearest.ts';

export const wordIsKnown = check({
  code: 'unknown-word',
  severity: 'error',
  explanation: 'Some arguments are words from a fixed list.',
  message: (argument: string, words: readonly string[], written: string) =>
    `\`${argument}\` must be ${list(words, 'or')}, and is \`${written}\`${suggestion(written, words)}`,
  fixes: (place, [, words, written]) => {
    const right = nearest(written, words);
    return right === undefined ? [] : [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input words: sequence[16, 8]
      input image: sequence[49, 8]
      from words
      joined: concat(words, image, along: «lenght»)
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 8]
      input image: sequence[49, 8]
      from words
      joined: concat(words, image, along: length)
    }`,
});

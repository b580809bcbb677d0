import { check } from './check.ts';

export const wordIsWrittenSo = check({
  code: 'other-word',
  severity: 'error',
  explanation: 'Some words of a setting are others than in other libraries.',
  message: (word: string, right: string, whole: string) =>
    `the word here is \`${right}\`, not \`${word}\`: write \`${whole}\``,
  fixes: (place, [word, right]) => [{ title: `Replace by \`${right}\``, edits: place.replacePart(word, right) }],
  example: `
    dataset Pictures {
      images "pictures"
      validation 10%
      normalize mean [0.5] «std» [0.25]
    }`,
  corrected: `
    dataset Pictures {
      images "pictures"
      validation 10%
      normalize mean [0.5] deviation [0.25]
    }`,
});

import { check } from './check.ts';

export const paddingIsAnId = check({
  code: 'wrong-padding',
  severity: 'error',
  explanation: 'The id that fills up short texts is one of the table of the `embedding`.',
  message: (padding: string, vocabulary: string) =>
    `\`embedding\`: \`padding\` is ${padding}, and must be one of the ids 0 to ${vocabulary} - 1`,
  example: `
    supernet Net {
      input words: tokens[16]
      «embedding(1000, 32, padding: 1000)»
    }`,
  corrected: `
    supernet Net {
      input words: tokens[16]
      embedding(1000, 32, padding: 0)
    }`,
});

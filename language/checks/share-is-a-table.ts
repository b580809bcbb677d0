import { check } from './check.ts';

export const shareIsATable = check({
  code: 'wrong-share',
  severity: 'error',
  explanation: 'Only the weights of `linear` and `embedding` are shared.',
  message: (given: string) => `\`share\` must be the label of a \`linear\` or an \`embedding\`, and is ${given}`,
  example: `
    supernet Net {
      input words: tokens[16]
      table: embedding(1000, 32)
      norm: layernorm
      linear(1000, share: «norm»)
    }`,
  corrected: `
    supernet Net {
      input words: tokens[16]
      table: embedding(1000, 32)
      norm: layernorm
      linear(1000, share: table)
    }`,
});

import { check } from './check.ts';

export const biasFitsSide = check({
  code: 'relative-bias-side',
  severity: 'error',
  explanation: 'The table of relative biases is made for the side of the square image whose tokens attention sees.',
  message: (side: string, tokens: string, length: string) =>
    `\`attention\`: \`relative_bias\` of ${side} is for ${tokens} tokens, or one more with a class token, and ` +
    `there are ${length}; give the side of the image in tokens, or 0 for none`,
  example: `
    supernet Net {
      input patches: sequence[49, 64]
      «attention(4, relative_bias: 14)»
    }`,
  corrected: `
    supernet Net {
      input patches: sequence[49, 64]
      attention(4, relative_bias: 7)
    }`,
});

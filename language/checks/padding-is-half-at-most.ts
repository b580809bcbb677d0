import { check } from './check.ts';

export const paddingIsHalfAtMost = check({
  code: 'padding-too-large',
  severity: 'error',
  explanation: 'A pooling window that holds nothing but padding has no largest element and no mean.',
  message: (operator: string, padding: string, kernel: string) =>
    `\`${operator}\`: padding of ${padding} is over half the window of ${kernel}, so some windows would ` +
    'hold nothing but padding; use at most `floor(kernel / 2)`',
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «max_pool(3, stride: 2, padding: 2)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      max_pool(3, stride: 2, padding: 1)
    }`,
});

import { check } from './check.ts';

export const windowFitsImage = check({
  code: 'window-too-large',
  severity: 'error',
  explanation: 'The window of a convolution or a pooling fits at least once into the padded image.',
  message: (operator: string, window: string, type: string, padding: string) =>
    `\`${operator}\`: a window of ${window} does not fit ${type} ` +
    `with padding ${padding}; use a smaller kernel, more padding or fewer strides before it`,
  example: `
    supernet Net {
      input image: image[3, 4, 4]
      «conv(16, kernel: 7, padding: 0)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 4, 4]
      conv(16, kernel: 3, padding: 0)
    }`,
});

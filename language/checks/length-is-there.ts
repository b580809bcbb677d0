import { check } from './check.ts';

export const lengthIsThere = check({
  code: 'no-length',
  severity: 'error',
  explanation: 'Only sequences have a length along which they can be joined.',
  message: (given: string) =>
    `\`concat\` along \`length\` joins sequences, and is given ${given}; leave out \`along\` to join widths`,
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      edges: conv(3, kernel: 3)
      «concat(image, edges, along: length)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      edges: conv(3, kernel: 3)
      concat(image, edges)
    }`,
});

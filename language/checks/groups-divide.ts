import { check } from './check.ts';

export const groupsDivide = check({
  code: 'groups-do-not-divide',
  severity: 'error',
  explanation: 'A grouped convolution gives each group as many input and as many output channels as the others.',
  message: (groups: string, channels: string, out: string) =>
    `\`conv\`: ${groups} groups do not divide ${channels} input and ${out} output channels; ` +
    'both must be multiples of `groups`',
  example: `
    supernet Net {
      input image: image[32, 8, 8]
      «conv(32, kernel: 3, groups: 5)»
    }`,
  corrected: `
    supernet Net {
      input image: image[32, 8, 8]
      conv(32, kernel: 3, groups: 4)
    }`,
});

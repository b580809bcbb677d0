import { check } from './check.ts';

export const groupWidthIsFixed = check({
  code: 'elastic-group-width',
  severity: 'error',
  explanation:
    'A sub-network takes the leading channels of a tensor: with a fixed group width these are whole groups, otherwise parts of several.',
  message: () =>
    '`conv`: elastic channels in a grouped convolution need a fixed group width, so that a sub-network keeps ' +
    'whole groups; make `groups` elastic with the channels: `groups: channels / group_width`',
  example: `
    supernet Net {
      input image: image[32, 8, 8]
      elastic width in [32, 64]
      conv(width, kernel: 1)
      «conv(width, kernel: 3, groups: 4)»
    }`,
  corrected: `
    supernet Net {
      input image: image[32, 8, 8]
      elastic width in [32, 64]
      conv(width, kernel: 1)
      conv(width, kernel: 3, groups: width / 8)
    }`,
});

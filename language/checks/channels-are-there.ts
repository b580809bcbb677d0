import { check } from './check.ts';

export const channelsAreThere = check({
  code: 'no-such-channels',
  severity: 'error',
  explanation: 'Channels of an image, and columns of anything else, count from 0.',
  message: (start: string, count: string, type: string, width: string) =>
    `\`take_channels\`: there are no ${count} channels from ${start} on in ${type}, which has ${width}; they count from 0`,
  example: `
    supernet Net {
      input image: image[32, 8, 8]
      «take_channels(16, 32)»
    }`,
  corrected: `
    supernet Net {
      input image: image[32, 8, 8]
      take_channels(16, 16)
    }`,
});

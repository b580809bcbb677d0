import { check } from './check.ts';

export const shuffleGroupsDivide = check({
  code: 'shuffle-groups-do-not-divide',
  severity: 'error',
  explanation: 'A shuffle takes one channel of each group in turn, so all groups have equally many.',
  message: (groups: string, channels: string) =>
    `\`channel_shuffle\`: ${groups} groups do not divide ${channels} channels; give a number of groups that does`,
  example: `
    supernet Net {
      input image: image[32, 8, 8]
      «channel_shuffle(3)»
    }`,
  corrected: `
    supernet Net {
      input image: image[32, 8, 8]
      channel_shuffle(2)
    }`,
});

import { check } from './check.ts';

export const argumentHasAColon = check({
  code: 'equals-for-colon',
  severity: 'error',
  explanation: 'An argument has a colon behind its name; `=` gives constants, parameters and decisions their values.',
  message: (name: string, value: string) => `an argument is named with a colon: write \`${name}: ${value}\``,
  fixes: (place, [name, value]) => [
    { title: `Write \`${name}: ${value}\``, edits: [place.at(place.node).replace(`${name}: ${value}`)] },
  ],
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel«=»3)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3)
    }`,
});

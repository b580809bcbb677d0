import { check } from './check.ts';

export const colonIsThere = check({
  code: 'missing-colon',
  severity: 'error',
  explanation: 'A colon stands between the name of an argument and its value; settings of a search have none.',
  message: (name: string, value: string) => `a colon is missing: write \`${name}: ${value}\``,
  fixes: (place, [name, value]) => [
    { title: `Write \`${name}: ${value}\``, edits: [place.replace(`${name}: ${value}`)] },
  ],
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, 3, «stride 2»)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, 3, stride: 2)
    }`,
});

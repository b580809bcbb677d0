import { check } from './check.ts';

export const widthIsLeftOut = check({
  code: 'width-left-out',
  severity: 'error',
  explanation:
    'Layers of other libraries are told first how wide the tensor is that enters. Here it is known and never given.',
  message: (operator: string, width: number | undefined, right: string) =>
    `the width that enters \`${operator}\`${width === undefined ? '' : `, ${width},`} is known and not given: ` +
    `write \`${right}\``,
  fixes: (place, [, , right]) => [{ title: `Write \`${right}\``, edits: [place.removeItem()] }],
  example: `
    supernet Net {
      input photo: image[3, 32, 32]
      conv(«3», 64, kernel: 3)
    }`,
  corrected: `
    supernet Net {
      input photo: image[3, 32, 32]
      conv(64, kernel: 3)
    }`,
});

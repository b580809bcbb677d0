import { check, list } from './check.ts';

export const widthIsKnown = check({
  code: 'width-given',
  severity: 'warning',
  explanation:
    'Layers of other libraries are told first how wide the tensor is that enters. Here it is known, so the first ' +
    'argument is already the next one.',
  message: (operator: string, read: readonly string[], width: number, right: string) =>
    `\`${operator}\` reads this as ${list(read)}; the width that enters, ${width}, is known: write \`${right}\`, or ` +
    'arguments by their names if they are meant so',
  fixes: (place, [, , , right]) => [{ title: `Write \`${right}\``, edits: [place.removeItem()] }],
  example: `
    supernet Net {
      input photo: image[3, 32, 32]
      conv(«3», 64, 3)
    }`,
  corrected: `
    supernet Net {
      input photo: image[3, 32, 32]
      conv(64, 3)
    }`,
});

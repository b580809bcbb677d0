import { check } from './check.ts';

export const argumentIsNamed = check({
  code: 'unnamed-argument',
  severity: 'error',
  explanation:
    'Behind a named argument, positions mean nothing; a bare name stands for itself there: `kernel` is `kernel: kernel`.',
  message: (written: string, free: readonly string[]) =>
    `\`${written}\` comes after a named argument, so it needs a name as well: write \`${free[0] ?? '…'}: ${written}\``,
  fixes: (place, [written, free]) =>
    free.slice(0, 1).map((name) => ({
      title: `Write \`${name}: ${written}\``,
      edits: [place.insertBefore(`${name}: `)],
    })),
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(out: 16, «3»)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(out: 16, kernel: 3)
    }`,
});

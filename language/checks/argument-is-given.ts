import { check, list } from './check.ts';

export const argumentIsGiven = check({
  code: 'missing-argument',
  severity: 'error',
  explanation: 'A parameter without a default must be given.',
  message: (callee: string, missing: readonly string[], _typical?: Readonly<Record<string, string | undefined>>) =>
    `\`${callee}\` needs ${list(missing)}: write \`${callee}(${missing.map((name) => `${name}: …`).join(', ')})\``,
  fixes: (place, [, missing, typical = {}]) => {
    const written = missing.flatMap((name) => (typical[name] === undefined ? [] : [`${name}: ${typical[name]}`]));
    if (written.length < missing.length) return [];
    const title = `Add ${list(written)}`;
    return [{ title, edits: [place.insertArgument(written.join(', '))] }];
  },
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «conv(16)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3)
    }`,
});

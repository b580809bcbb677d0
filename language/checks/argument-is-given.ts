import { check, list } from './check.ts';

export const argumentIsGiven = check(
  'missing-argument',
  'error',
  'A parameter without a default must be given.',
  (callee: string, missing: readonly string[]) =>
    `\`${callee}\` needs ${list(missing)}: write \`${callee}(${missing.map((name) => `${name}: …`).join(', ')})\``,
);

import { check } from './check.ts';

export const expertSeesSingleRows = check({
  code: 'expert-mixes-rows',
  severity: 'error',
  explanation:
    'An expert of a `route` gets only the rows that are sent to it: what looks at other rows, or at the place of a row, makes no sense there.',
  message: (operator: string) =>
    `\`${operator}\` inside a \`route\` needs other rows or the place of a row, and an expert gets only the rows that are ` +
    'sent to it; put it before or after the `route`',
  example: `
    supernet Net {
      input words: sequence[16, 64]
      route 4 top 1 { «attention(heads: 4)»; linear(64) }
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      attention(heads: 4)
      route 4 top 1 { linear(64) }
    }`,
});

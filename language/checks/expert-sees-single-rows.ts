import { check } from './check.ts';

export const expertSeesSingleRows = check(
  'expert-mixes-rows',
  'error',
  'An expert of a `route` gets only the rows that are sent to it: what looks at other rows, or at the place of a row, makes no sense there.',
  (operator: string) =>
    `\`${operator}\` inside a \`route\` needs other rows or the place of a row, and an expert gets only the rows that are ` +
    'sent to it; put it before or after the `route`',
);

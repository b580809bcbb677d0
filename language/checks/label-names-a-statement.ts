import { check } from './check.ts';

export const labelNamesAStatement = check(
  'empty-label',
  'error',
  'A label names the value that a statement gives; declarations such as `elastic` and `const` have a name of their own.',
  (label: string) =>
    `nothing follows the label \`${label}\`; write a statement that gives a tensor, or \`${label}: { … }\``,
);

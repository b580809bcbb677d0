import { check } from './check.ts';

export const defaultIsInDomain = check(
  'default-outside-domain',
  'error',
  'The default of a decision is one of its values.',
  (name: string, value: string, values: readonly string[]) =>
    `the default of \`${name}\` is ${value}, which is not one of its values: ${values.join(', ')}`,
);

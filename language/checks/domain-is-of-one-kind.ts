import { check } from './check.ts';

export const domainIsOfOneKind = check(
  'mixed-domain',
  'error',
  'A domain holds distinct numbers, or distinct operators and blocks, or distinct labels.',
  (name: string, why: string) => `the domain of \`${name}\` ${why}`,
);

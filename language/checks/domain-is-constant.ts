import { check } from './check.ts';

export const domainIsConstant = check(
  'open-domain',
  'error',
  'The values of a decision are known when the file is read: they do not hang on other decisions.',
  (name: string, readsPaths: string) =>
    `the domain of \`${name}\` reads the decision ${readsPaths}; give constants, and let an expression scale them where they are used`,
);

import { check } from './check.ts';

export const decisionHasALastingPath = check(
  'numbered-path',
  'hint',
  'A statement without a label takes its own name, numbered where it repeats: inserting a line would rename its decisions.',
  (path: string, segment: string) =>
    `the path \`${path}\` holds the numbered name \`${segment}\`; label that statement, so that a line above it does not rename the decision`,
);

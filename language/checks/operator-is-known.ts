import { check } from './check.ts';
import { suggestion } from './nearest.ts';

export const operatorIsKnown = check(
  'unknown-operator',
  'error',
  'A statement calls a primitive operator, a block, or a name that stands for one.',
  (name: string, known: Iterable<string>, page: string | undefined) =>
    page === undefined
      ? `there is no operator or block \`${name}\`${suggestion(name, known)}`
      : `\`${name}\` is a block of the standard library; add \`import "${page}"\` at the top of the file`,
);

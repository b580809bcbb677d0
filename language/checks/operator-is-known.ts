import { check } from './check.ts';
import { meant } from './elsewhere.ts';
import { rename } from './fixes.ts';
import { suggestionOf } from './nearest.ts';

export const operatorIsKnown = check({
  code: 'unknown-operator',
  severity: 'error',
  explanation: 'A statement calls a primitive operator, a block, or a name that stands for one.',
  message: (name: string, known: Iterable<string>, page: string | undefined) =>
    page === undefined
      ? `there is no operator or block \`${name}\`${suggestionOf(meant(name, known))}`
      : `\`${name}\` is a block of the standard library; add \`import "${page}"\` at the top of the file`,
  fixes: (place, [name, known, page]) => {
    if (page !== undefined) return [{ title: `Add \`import "${page}"\``, edits: [place.insertImport(page)] }];
    const right = meant(name, known);
    return right === undefined ? [] : [rename(place, 'operator', right)];
  },
  example: `
    supernet Net {
      input features: vector[8]
      «lienar»(32)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(32)
    }`,
});

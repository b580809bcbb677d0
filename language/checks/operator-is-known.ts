import { check } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const operatorIsKnown = check({
  code: 'unknown-operator',
  severity: 'error',
  explanation: 'A statement calls a primitive operator, a block, or a name that stands for one.',
  message: (name: string, known: Iterable<string>, page: string | undefined) =>
    page === undefined
      ? `there is no operator or block \`${name}\`${suggestion(name, known)}`
      : `\`${name}\` is a block of the standard library; add \`import "${page}"\` at the top of the file`,
  fixes: (place, [name, known, page]) =>
    page === undefined
      ? respell(place, 'operator', name, known)
      : [{ title: `Add \`import "${page}"\``, edits: [place.insertImport(page)] }],
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

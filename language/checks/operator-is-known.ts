import type { Call } from '../generated/syntax/ast.ts';
import type { Fix } from '../source.ts';
import { check } from './check.ts';
import { meant, nameElsewhere } from './elsewhere.ts';
import { rename } from './fixes.ts';
import { suggestionOf } from './nearest.ts';
import type { Place } from './place.ts';

export const operatorIsKnown = check({
  code: 'unknown-operator',
  severity: 'error',
  explanation: 'A statement calls a primitive operator, a block, or a name that stands for one.',
  message: (name: string, known: Iterable<string>, page: string | undefined) =>
    page === undefined
      ? `there is no operator or block \`${name}\`${instead(name, known)}`
      : `\`${name}\` is a block of the standard library; add \`import "${page}"\` at the top of the file`,
  fixes: (place, [name, known, page]) =>
    page === undefined
      ? replaced(place, name, known)
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

function instead(name: string, known: Iterable<string>): string {
  const elsewhere = nameElsewhere(name);
  return elsewhere === undefined ? suggestionOf(meant(name, known)) : `; ${elsewhere.advice}`;
}

function replaced(place: Place, name: string, known: Iterable<string>): readonly Fix[] {
  const elsewhere = nameElsewhere(name);
  if (elsewhere === undefined) {
    const right = meant(name, known);
    return right === undefined ? [] : [rename(place, 'operator', right)];
  }
  if (elsewhere.block !== undefined) {
    const { title, edits } = rename(place, 'operator', elsewhere.block.name);
    const isInSight = [...known].includes(elsewhere.block.name);
    return [{ title, edits: isInSight ? edits : [...edits, place.insertImport(elsewhere.block.page)] }];
  }
  if (elsewhere.here === undefined) return [];
  const { title, edits } = rename(place, 'operator', elsewhere.here);
  const given = (place.node as Call).arguments;
  const [first] = given;
  const positions = given.filter((one) => one.name === undefined).length;
  if (first === undefined || positions < (elsewhere.widthFirstOf ?? Number.POSITIVE_INFINITY))
    return [{ title, edits }];
  return [{ title: `${title}, without its first argument`, edits: [...edits, place.at(first).removeItem()] }];
}

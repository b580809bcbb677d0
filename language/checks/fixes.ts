import type { Fix } from '../source.ts';
import { nearest } from './nearest.ts';
import type { Place } from './place.ts';

/** Puts the nearest right name in the place of a property of the node; nothing where no name is near. */
export function respell(place: Place, property: string, wrong: string, names: Iterable<string>): readonly Fix[] {
  const right = nearest(wrong, names);
  return right === undefined ? [] : [rename(place, property, right)];
}

/** Puts a name in the place of a property of the node. */
export function rename(place: Place, property: string, right: string): Fix {
  return { title: `Replace by \`${right}\``, edits: place.replaceProperty(property, right) };
}

/** Takes the statement or the setting away that the node is. */
export function removeStatement(place: Place, what: string): readonly Fix[] {
  return [{ title: `Remove ${what}`, edits: [place.removeStatement()] }];
}

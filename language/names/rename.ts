import { parse } from '../parse/parse.ts';
import { snakeCase } from '../space/elaborate/segment.ts';
import type { Names } from './names.ts';
import type { Occurrence } from './symbol.ts';

/** Whether a declaration may have this name: letters, digits and underscores, and no keyword. */
export function canBeNamed(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && parse(`block ${name} {}`, '').diagnostics.length === 0;
}

/** What a renaming writes where a symbol is named; `written` is what stands there now. */
export function renamed({ symbol, form }: Occurrence, written: string, name: string): string {
  switch (form) {
    case 'plain':
      return name;
    case 'bare value':
      return `${symbol.name}: ${name}`;
    case 'bare parameter':
      return `${name}: ${symbol.name}`;
    case 'segment':
      // A call without a label may be numbered: `stage_2`.
      return `${snakeCase(name)}${written.slice(snakeCase(symbol.name).length)}`;
  }
}

/**
 * How often each declaration is named in a file, by the declaring file and the declaration's place among that file's.
 * Equal before and after a renaming where no name has come to mean something else.
 */
export function meaningsOf(names: Names, declaring: (file: string) => Names | undefined): ReadonlyMap<string, number> {
  const places = new Map<string, ReadonlyMap<string, number>>();
  const counts = new Map<string, number>();
  for (const { symbol } of names.occurrences) {
    const { file } = symbol.range;
    const known = places.get(file) ?? declarationsOf(declaring(file));
    places.set(file, known);
    const meaning = `${file}#${known.get(symbol.key)}`;
    counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  }
  return counts;
}

function declarationsOf(names: Names | undefined): ReadonlyMap<string, number> {
  const declared = (names?.occurrences ?? []).filter(({ isDeclaration }) => isDeclaration);
  return new Map(declared.map(({ symbol }, i) => [symbol.key, i]));
}

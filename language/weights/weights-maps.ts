import type * as Ast from '../generated/syntax/ast.ts';
import { parse } from '../parse/parse.ts';
import { pageText } from '../space/elaborate/library.ts';

/** The page of the standard library that declares the name maps of the common families. */
const PAGE = 'lithe:weights';

/** The name maps that a file may use: its own, those of the files it imports, and, without an import, the library's. */
export interface WeightsMaps {
  named(name: string): Ast.WeightsMap | undefined;
  readonly names: readonly string[];
}

/** `declared`: by the file and those that it imports, the file's own last. The library is read when a name asks for it. */
export function weightsMaps(declared: readonly Ast.WeightsMap[]): WeightsMaps {
  const own = new Map(declared.map((map) => [map.name, map]));
  let library: ReadonlyMap<string, Ast.WeightsMap> | undefined;
  const shipped = () => {
    library ??= new Map(mapsIn(parse(pageText(PAGE) ?? '', PAGE).tree).map((map) => [map.name, map]));
    return library;
  };
  return {
    named: (name) => own.get(name) ?? shipped().get(name),
    get names() {
      return [...new Set([...own.keys(), ...shipped().keys()])];
    },
  };
}

/** The name maps that a file declares. */
export function mapsIn({ declarations }: Ast.File): Ast.WeightsMap[] {
  return declarations.filter((declaration) => declaration.$type === 'WeightsMap');
}

import type { Parsed } from '../parse/parse.ts';
import { lineEnd } from '../parse/region.ts';
import type { Edit } from '../source.ts';
import type { Genome } from '../space/decision.ts';
import type { Space } from '../space/space.ts';
import { writeConfiguration } from './write-configuration.ts';

/**
 * Adds a sub-network to a file as a configuration: behind the last one of its super-network, or behind the super-network
 * itself, or at the end of a file that imports it. Gives the name that it has there, which nothing else in the file has.
 */
export function insertConfiguration(
  { tree, file }: Parsed,
  space: Space,
  genome: Genome,
  wanted: string,
): { readonly name: string; readonly edit: Edit } {
  const text = tree.$cstNode?.root.fullText ?? '';
  const taken = new Set(tree.declarations.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`;
  const before = tree.declarations.findLast(
    (one) =>
      (one.$type === 'Configuration' && one.space === space.name) ||
      (one.$type === 'Supernet' && one.name === space.name),
  );
  const at = before?.$cstNode === undefined ? text.trimEnd().length : lineEnd(text, before.$cstNode.end);
  const lines = text.slice(0, at).split('\n');
  const place = { line: lines.length, column: lines.at(-1)!.length + 1 };
  const range = { file, ...place, endLine: place.line, endColumn: place.column };
  const written = writeConfiguration(space, name, genome).trimEnd();
  return { name, edit: { range, text: at === 0 ? `${written}\n` : `\n\n${written}` } };
}

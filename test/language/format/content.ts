import type { AstNode } from 'langium';
import { parse } from '../../../language/parse/parse.ts';

/** The syntax tree of a text without places, as plain data; throws where the text does not parse. */
export function treeOf(text: string): unknown {
  const { tree, diagnostics } = parse(text, 'f');
  if (diagnostics.length > 0) throw new Error(`${diagnostics[0]!.line}: ${diagnostics[0]!.message}\n${text}`);
  return withoutPlaces(tree);
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value as AstNode).filter(([key]) => key === '$type' || !key.startsWith('$'));
  return Object.fromEntries(own.map(([key, part]) => [key, withoutPlaces(part)]));
}

/** The comments of a text in their order, without the spaces around each of their lines: read without the parser. */
export function commentsOf(text: string): string[] {
  const found = text.match(/"(\\.|[^"\\\n\r])*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g) ?? [];
  return found
    .filter((one) => !one.startsWith('"'))
    .map((one) =>
      one
        .split(/\r\n?|\n/)
        .map((line) => line.trim())
        .join('\n'),
    );
}

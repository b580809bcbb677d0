import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';

/** Extents without the batch: image [c, h, w], sequence and graph [n, d], vector [d], tokens [n], stack [n, K, d]. */
export function symbolicExtents(type: SymbolicType): readonly Expression[] {
  switch (type.kind) {
    case 'image':
      return [type.channels, type.height, type.width];
    case 'sequence':
      return [type.length, type.width];
    case 'vector':
      return [type.width];
    case 'tokens':
      return [type.length];
    case 'graph':
      return [type.nodes, type.width];
    case 'stack': {
      const [rows, width] = symbolicExtents(type.of);
      return [rows!, type.count, width!];
    }
  }
}

/** The sizes that an author reads and writes: the extents, and a graph's number of edges. */
export function sizesOf(type: SymbolicType): readonly Expression[] {
  return type.kind === 'graph' ? [type.nodes, type.edges, type.width] : symbolicExtents(type);
}

/** The width as the language means it: channels of an image, otherwise the last size. */
export function widthOf(type: SymbolicType): Expression {
  if (type.kind === 'image') return type.channels;
  if (type.kind === 'stack') return type.of.width;
  return type.kind === 'tokens' ? type.length : type.width;
}

/** The same type with another width. */
export function withWidth(type: SymbolicType, width: Expression): SymbolicType {
  if (type.kind === 'image') return { ...type, channels: width };
  if (type.kind === 'stack') return { ...type, of: { ...type.of, width } };
  return type.kind === 'tokens' ? type : { ...type, width };
}

/** Number of elements of one example. */
export function elementsOf(algebra: Algebra, type: SymbolicType): Expression {
  return algebra.times(...symbolicExtents(type));
}

/** Number of vectors of the type's width in one example. */
export function rowsOf(algebra: Algebra, type: SymbolicType): Expression {
  if (type.kind === 'image') return algebra.times(type.height, type.width);
  if (type.kind === 'stack') return algebra.times(type.count, rowsOf(algebra, type.of));
  if (type.kind === 'graph') return type.nodes;
  return type.kind === 'sequence' ? type.length : algebra.constant(1);
}

/** The same type with another number of rows, where it has rows. */
export function withRows<Type extends SymbolicType>(type: Type, rows: Expression): Type {
  if (type.kind === 'sequence') return { ...type, length: rows };
  return type.kind === 'stack' ? { ...type, of: withRows(type.of, rows) } : type;
}

/** As an author reads it, with every size shown by `show`: `image[3, 224, 224]`. */
export function formatSymbolicType(type: SymbolicType, show: (expression: Expression) => string): string {
  return `${type.kind}[${sizesOf(type).map(show).join(', ')}]`;
}

/** A kind of type in a sentence: `an image`. */
export function withArticle(kind: SymbolicType['kind']): string {
  if (kind === 'tokens') return 'token ids';
  return kind === 'image' ? 'an image' : `a ${kind}`;
}

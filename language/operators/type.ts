import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';

/** Extents without the batch: image [c, h, w], sequence [n, d], vector [d], tokens [n]. */
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
  }
}

/** The width as the language means it: channels of an image, otherwise the last size. */
export function widthOf(type: SymbolicType): Expression {
  if (type.kind === 'image') return type.channels;
  return type.kind === 'tokens' ? type.length : type.width;
}

/** The same type with another width. */
export function withWidth(type: SymbolicType, width: Expression): SymbolicType {
  if (type.kind === 'image') return { ...type, channels: width };
  return type.kind === 'tokens' ? type : { ...type, width };
}

/** Number of elements of one example. */
export function elementsOf(algebra: Algebra, type: SymbolicType): Expression {
  return algebra.times(...symbolicExtents(type));
}

/** Number of vectors of the type's width in one example. */
export function rowsOf(algebra: Algebra, type: SymbolicType): Expression {
  if (type.kind === 'image') return algebra.times(type.height, type.width);
  return type.kind === 'sequence' ? type.length : algebra.constant(1);
}

/** As an author reads it, with every size shown by `show`: `image[3, 224, 224]`. */
export function formatSymbolicType(type: SymbolicType, show: (expression: Expression) => string): string {
  return `${type.kind}[${symbolicExtents(type).map(show).join(', ')}]`;
}

/** A kind of type in a sentence: `an image`. */
export function withArticle(kind: SymbolicType['kind']): string {
  if (kind === 'tokens') return 'token ids';
  return kind === 'image' ? 'an image' : `a ${kind}`;
}

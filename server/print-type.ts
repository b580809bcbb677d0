import { type Expression, print, type Space, type SymbolicType } from '../language/index.ts';

const longest = 18;

/** As an author reads it: `sequence[50, 64]`, `image[width, 14, 14]`; a long formula is an ellipsis. */
export function printType(space: Space, type: SymbolicType): string {
  const sizes = sizesOf(type).map((size) => {
    const text = print(size, (index) => space.decisions[index]!.name);
    return text.length > longest ? '…' : text;
  });
  return `${type.kind}[${sizes.join(', ')}]`;
}

function sizesOf(type: SymbolicType): readonly Expression[] {
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

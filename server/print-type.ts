import { print, type Space, type SymbolicType, sizesOf } from '../language/index.ts';

const longest = 18;

/** As an author reads it: `sequence[50, 64]`, `image[width, 14, 14]`; a long formula is an ellipsis. */
export function printType(space: Space, type: SymbolicType): string {
  const sizes = sizesOf(type).map((size) => {
    const text = print(size, (index) => space.decisions[index]!.name);
    return text.length > longest ? '…' : text;
  });
  return `${type.kind}[${sizes.join(', ')}]`;
}

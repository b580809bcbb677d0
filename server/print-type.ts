import { type Expression, print, type Space, type SymbolicType, sizesOf } from '../language/index.ts';

const longest = 18;

/** As an author reads it: `sequence[50, 64]`, `image[width, 14, 14]`; a long formula is an ellipsis. */
export function printType(space: Space, type: SymbolicType): string {
  const known = space.pool.remember('printed sizes', () => new Map<Expression, string>());
  const sizes = sizesOf(type).map((size) => {
    const printed = known.get(size) ?? printSize(space, size);
    known.set(size, printed);
    return printed;
  });
  return `${type.kind}[${sizes.join(', ')}]`;
}

function printSize(space: Space, size: Expression): string {
  const text = print(size, (index) => space.decisions[index]!.name);
  return text.length > longest ? '…' : text;
}

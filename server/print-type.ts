import { decisionOf, type Expression, print, type Space, type SymbolicType, sizesOf } from '../language/index.ts';

const longest = 18;

/** As an author reads it: `sequence[50, 64]`, `image[width, 14, 14]`; a long formula is an ellipsis. */
export function printType(space: Space, type: SymbolicType): string {
  const types = space.memo.remember('printed types', () => new Map<SymbolicType, string>());
  const before = types.get(type);
  if (before !== undefined) return before;
  const known = space.memo.remember('printed sizes', () => new Map<Expression, string>());
  const sizes = sizesOf(type).map((size) => {
    const printed = known.get(size) ?? printSize(space, size);
    known.set(size, printed);
    return printed;
  });
  const text = `${type.kind}[${sizes.join(', ')}]`;
  types.set(type, text);
  return text;
}

function printSize(space: Space, size: Expression): string {
  const text = print(size, (variable) => decisionOf(space, variable).name);
  return text.length > longest ? '…' : text;
}

import type { Expression } from '../cost/expression.ts';

/** A sum of whole multiples of leaves, of other parts that read no such leaf, and of a number. */
export interface LinearForm {
  readonly weights: ReadonlyMap<number, number>;
  readonly rest: readonly { readonly part: Expression; readonly weight: number }[];
  readonly constant: number;
}

/**
 * `left - right` as a sum over the leaves for which `isLeaf` holds; undefined where it is none, or has multiples that
 * are not whole, whose sums would not be exact.
 */
export function linearForm(
  left: Expression,
  right: Expression,
  isLeaf: (variable: number) => boolean,
): LinearForm | undefined {
  const weights = new Map<number, number>();
  const rest: { readonly part: Expression; readonly weight: number }[] = [];
  let constant = 0;
  const add = (part: Expression, weight: number): boolean => {
    if (part.kind === 'constant') {
      constant += weight * Number(part.value);
      return true;
    }
    if (![...part.reads].some(isLeaf)) {
      rest.push({ part, weight });
      return true;
    }
    if (part.kind === 'decision') {
      weights.set(part.variable, (weights.get(part.variable) ?? 0) + weight);
      return true;
    }
    const { operation, operands } = part;
    const [first, second] = operands as readonly [Expression, Expression];
    if (operation === 'add') return operands.every((operand) => add(operand, weight));
    if (operation === 'subtract') return add(first, weight) && add(second, -weight);
    if (operation !== 'multiply') return false;
    const open = operands.filter((operand) => operand.kind !== 'constant');
    const factor = operands.reduce(
      (product, operand) => (operand.kind === 'constant' ? product * Number(operand.value) : product),
      1,
    );
    return open.length === 1 && add(open[0]!, weight * factor);
  };
  if (!add(left, 1) || !add(right, -1)) return undefined;
  return [...weights.values()].every(Number.isInteger) ? { weights, rest, constant } : undefined;
}

import type { Operation } from '../../cost/expression.ts';

interface NumberFunction {
  readonly operation: Operation;
  /** The fewest and the most operands. */
  readonly operands: readonly [number, number];
}

/** Functions that an expression may call. */
export const functions: Readonly<Record<string, NumberFunction>> = {
  mod: { operation: 'mod', operands: [2, 2] },
  floor: { operation: 'floor', operands: [1, 1] },
  ceil: { operation: 'ceil', operands: [1, 1] },
  round: { operation: 'round', operands: [1, 1] },
  min: { operation: 'min', operands: [1, Number.POSITIVE_INFINITY] },
  max: { operation: 'max', operands: [1, Number.POSITIVE_INFINITY] },
  round_to: { operation: 'round_to', operands: [2, 2] },
};

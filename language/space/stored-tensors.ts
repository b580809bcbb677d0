import type { Expression } from '../cost/expression.ts';
import { rangeOf } from '../cost/range.ts';
import type { Table } from '../cost/table.ts';
import type { SymbolicInitialiser } from '../operators/operator.ts';
import type { Initialiser, StoredTensor } from './network.ts';
import type { OperatorStep, Space, StepTensor } from './space.ts';
import { decisionOf } from './variables.ts';

/** Every tensor of the super-network, each at the largest extent that any of its uses takes anywhere in the space. */
export function storedTensors(space: Space): readonly StoredTensor[] {
  const stored = new Map<string, StoredTensor>();
  const tables = new Map<Expression, Table>();
  for (const step of space.steps) {
    if (step.kind !== 'operator') continue;
    for (const tensor of step.tensors) {
      const largest = largestWhere(space, step, tensor, tables);
      const shape = tensor.shape.map(largest);
      const owner = stored.get(tensor.stored);
      stored.set(
        tensor.stored,
        owner === undefined
          ? {
              path: tensor.stored,
              shape,
              slice: tensor.slice,
              initial: settleInitialiser(tensor.initial, largest),
              trained: tensor.trained,
              decayed: tensor.decayed,
            }
          : { ...owner, shape: shape.map((extent, axis) => Math.max(extent, owner.shape[axis]!)) },
      );
    }
  }
  return [...stored.values()];
}

const mostTables = 512;

/** The largest value of a number over the sub-networks that have the tensor. */
function largestWhere(space: Space, step: OperatorStep, tensor: StepTensor, tables: Map<Expression, Table>) {
  const { pool } = space;
  const known = pool.remember('largest sizes', () => new Map<Expression, number>());
  const there = pool.apply('and', step.active, tensor.when);
  return (expression: Expression): number => {
    if (expression.kind === 'constant') return Number(expression.value);
    const counted = pool.apply('if', there, expression, pool.constant(0));
    let largest = known.get(counted);
    if (largest === undefined) {
      // Neighbours share most of their parts.
      if (tables.size > mostTables) tables.clear();
      largest = rangeOf(counted, (variable) => decisionOf(space, variable).values, undefined, undefined, tables).high;
      known.set(counted, largest);
    }
    return largest;
  };
}

function settleInitialiser(initial: SymbolicInitialiser, largest: (expression: Expression) => number): Initialiser {
  switch (initial.kind) {
    case 'constant':
      return { kind: 'constant', value: largest(initial.value) };
    case 'truncatedNormal':
      return initial;
    case 'kaiming':
      return { kind: 'kaiming', fanIn: largest(initial.fanIn), gain: initial.gain };
  }
}

import type { Expression } from '../cost/expression.ts';
import { rangeOf } from '../cost/range.ts';
import type { SymbolicInitialiser, TensorDefinition } from '../operators/operator.ts';
import type { Initialiser, StoredTensor } from './network.ts';
import type { OperatorStep, Space } from './space.ts';

/** Every tensor of the super-network, each at the largest extent that it takes anywhere in the space. */
export function storedTensors(space: Space): readonly StoredTensor[] {
  return space.steps.flatMap((step) => {
    if (step.kind !== 'operator') return [];
    return step.tensors.map((tensor): StoredTensor => {
      const largest = largestWhere(space, step, tensor);
      return {
        path: `${step.path}.${tensor.name}`,
        shape: tensor.shape.map(largest),
        slice: tensor.slice,
        initial: settleInitialiser(tensor.initial, largest),
        trained: tensor.trained,
        decayed: tensor.decayed,
      };
    });
  });
}

/** The largest value of a number over the sub-networks that have the tensor. */
function largestWhere({ pool, decisions }: Space, step: OperatorStep, tensor: TensorDefinition) {
  const there = pool.apply('and', step.active, tensor.when);
  return (expression: Expression): number => {
    if (expression.kind === 'constant') return Number(expression.value);
    const counted = pool.apply('if', there, expression, pool.constant(0));
    return rangeOf(counted, (index) => decisions[index]!.values).high;
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

import { evaluator } from '../cost/evaluate.ts';
import type { Expression, Value } from '../cost/expression.ts';
import type { Genome } from './decision.ts';
import { valuesAt } from './genome.ts';
import type { Network, OperatorUse, TensorUse } from './network.ts';
import type { OperatorStep, Space, SymbolicType } from './space.ts';
import type { TensorType } from './tensor-type.ts';

type Settle = (expression: Expression) => Value;

/** The sub-network of a genome: what remains of the space where its decisions are settled. */
export function networkAt(space: Space, genome: Genome): Network {
  const settle = evaluator(valuesAt(space, genome));
  const values: TensorType[] = [];
  const operators: OperatorUse[] = [];
  /** Values of the network by values of the space; a merge is the value that it takes. */
  const numbers = new Map<number, number>();
  const make = (value: number) => {
    values.push(settleType(space.values[value]!, settle));
    numbers.set(value, values.length - 1);
    return values.length - 1;
  };
  const inputs = space.inputs.map(({ name, value }) => ({ name, value: make(value) }));
  for (const step of space.steps) {
    if (settle(step.active) !== true) continue;
    if (step.kind === 'merge') {
      const taken = step.alternatives.find(({ when }) => settle(when) === true);
      if (taken !== undefined) numbers.set(step.output, numbers.get(taken.value)!);
    } else {
      const read = step.inputs.map((input) => numbers.get(input)!);
      operators.push(settleOperator(step, read, make(step.output), settle));
    }
  }
  return { values, inputs, operators, output: numbers.get(space.output)! };
}

function settleOperator(step: OperatorStep, inputs: readonly number[], output: number, settle: Settle): OperatorUse {
  const settled = Object.entries(step.arguments).map(([name, value]) => [name, settle(value)]);
  const tensors = step.tensors
    .filter(({ when }) => settle(when) === true)
    .map(({ name, stored, shape }): [string, TensorUse] => [
      name,
      { stored, shape: shape.map((size) => Number(settle(size))) },
    ]);
  const precision = step.precision === undefined ? 'fp32' : String(settle(step.precision));
  const sparsity = step.sparsity === undefined ? 0 : Number(settle(step.sparsity));
  // The operator table's types tie each operator's arguments to its name; a step holds them by name only.
  return {
    operator: step.operator,
    path: step.path,
    arguments: Object.fromEntries(settled),
    inputs,
    output,
    ...(step.rows === undefined ? {} : { rows: Number(settle(step.rows)) }),
    tensors: Object.fromEntries(tensors),
    ...(precision === 'fp32' ? {} : { precision }),
    ...(sparsity === 0 ? {} : { sparsity }),
  } as OperatorUse;
}

function settleType<Type extends SymbolicType>(type: Type, settle: Settle): Extract<TensorType, { kind: Type['kind'] }>;
function settleType(type: SymbolicType, settle: Settle): TensorType {
  const size = (expression: Expression) => Number(settle(expression));
  switch (type.kind) {
    case 'image':
      return { kind: 'image', channels: size(type.channels), height: size(type.height), width: size(type.width) };
    case 'sequence':
      return { kind: 'sequence', length: size(type.length), width: size(type.width) };
    case 'vector':
      return { kind: 'vector', width: size(type.width) };
    case 'tokens':
      return { kind: 'tokens', length: size(type.length) };
    case 'graph':
      return { kind: 'graph', nodes: size(type.nodes), edges: size(type.edges), width: size(type.width) };
    case 'stack':
      return { kind: 'stack', count: size(type.count), of: settleType(type.of, settle) };
  }
}

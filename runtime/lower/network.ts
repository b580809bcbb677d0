import {
  extents,
  type Network,
  type OperatorName,
  type OperatorUse,
  type OperatorUseOf,
  type TensorType,
  type TensorUse,
} from '../../language/index.ts';
import type { Graph } from '../graph/graph.ts';
import { mul, transpose } from '../graph/operations.ts';
import { sameShape, type Tensor } from '../graph/tensor.ts';
import { storedShape } from './layout.ts';
import type {
  BatchStatistics,
  DropoutMask,
  LoweredNetwork,
  Lowering,
  LoweringContext,
  LoweringOptions,
} from './lowering.ts';
import { lowerings } from './lowerings.ts';
import { paddingAfter } from './padding.ts';
import { leftOutPlan } from './regularisation.ts';
import { withoutUnreadRows } from './rows-read.ts';

const nothing = { dropout: 0, stochasticDepth: 0 };

/**
 * Adds a sub-network to a graph: an input for each of the network's inputs, the tensors that `options.tensor` gives
 * for its weights, and the operators' primitives. Throws where a tensor given has another shape than its use.
 */
export function lowerNetwork(graph: Graph, whole: Network, options: LoweringOptions): LoweredNetwork {
  const network = options.allRows === true ? whole : withoutUnreadRows(whole);
  const values: (Tensor | undefined)[] = [];
  const padding: (Tensor | undefined)[] = [];
  const inputs = new Map<string, Tensor>();
  const batchStatistics: BatchStatistics[] = [];
  const masks: DropoutMask[] = [];
  /** By value: the edges of the graph that it lies on. */
  const edges: (Tensor | undefined)[] = [];

  for (const { name, value } of network.inputs) {
    const type = network.values[value]!;
    const elementType = type.kind === 'tokens' ? 'int32' : options.elementType;
    const tensor = graph.input(name, elementType, [options.batch, ...extents(type)]);
    values[value] = tensor;
    inputs.set(name, tensor);
    if (type.kind !== 'graph') continue;
    edges[value] = graph.input(`${name}.edges`, 'int64', [options.batch, 2, type.edges]);
    inputs.set(`${name}.edges`, edges[value]);
  }

  // Where a branch begins is seen where all rows are.
  const plan = leftOutPlan(whole, (options.mode === 'train' && options.regularisation) || nothing);
  const masked = (value: Tensor, rate: number, name: string, shape: readonly number[]): Tensor => {
    if (rate === 0) return value;
    const tensor = graph.input(name, value.type, shape);
    masks.push({ name, rate, tensor });
    return mul(value, tensor);
  };
  /** A value as an operator reads it: what is left out of it is 0. */
  const read = (use: OperatorUse, value: number, place: number): Tensor => {
    const complete = values[value]!;
    const rates = plan.get(use.path)?.get(place);
    if (rates === undefined) return complete;
    const some = masked(complete, rates.elements, `${use.path}.${place}.elements`, complete.shape);
    const perSample = complete.shape.map((extent, axis) => (axis === 0 ? extent : 1));
    return masked(some, rates.samples, `${use.path}.${place}.samples`, perSample);
  };
  const edgesRead = (use: OperatorUse) => use.inputs.map((value) => edges[value]).find((one) => one !== undefined);
  const lowerUse = <Name extends OperatorName>(use: OperatorUseOf<Name>): Tensor => {
    const lowering: Lowering<Name> = lowerings[use.operator];
    const context: LoweringContext<Name> = {
      use,
      arguments: use.arguments,
      options,
      graph,
      inputs: use.inputs.map((value, place) => read(use as OperatorUse, value, place)) as [Tensor, ...Tensor[]],
      padding: use.inputs.map((value) => padding[value]),
      inputTypes: use.inputs.map((value) => network.values[value]!) as [TensorType, ...TensorType[]],
      outputType: network.values[use.output]!,
      tensor: (name) => languageOrder(weightOf(use as OperatorUse, name), options),
      matrix: (name) => matrixOf(weightOf(use as OperatorUse, name), options),
      edges: () => edgesRead(use as OperatorUse)!,
      recordStatistics: (statistics) => batchStatistics.push(statistics),
      recordMask: (mask) => masks.push(mask),
    };
    return lowering(context);
  };

  for (const use of network.operators) {
    const output = lowerUse(use);
    const expected = [options.batch, ...extents(network.values[use.output]!)];
    if (!sameShape(output.shape, expected)) {
      throw new Error(`${use.path} (${use.operator}) gave [${output.shape.join(', ')}], not [${expected.join(', ')}]`);
    }
    values[use.output] = output;
    edges[use.output] = edgesRead(use);
    const inputsOf = use.inputs.map((value) => ({ value: values[value]!, padding: padding[value] }));
    padding[use.output] = paddingAfter(use, inputsOf, options.elementType);
  }
  return { output: values[network.output]!, inputs, batchStatistics, masks };
}

function weightOf(use: OperatorUse, name: string): TensorUse {
  const tensor = use.tensors[name];
  if (!tensor) throw new Error(`${use.path} (${use.operator}) has no tensor named ${name}`);
  return tensor;
}

function inMemory(use: TensorUse, options: LoweringOptions): { tensor: Tensor; layout: readonly number[] } {
  const layout = options.layout?.(use.stored) ?? use.shape.map((_, axis) => axis);
  const tensor = options.tensor(use);
  const expected = storedShape(use.shape, layout);
  if (!sameShape(tensor.shape, expected)) {
    throw new Error(
      `The tensor for ${use.stored} has shape [${tensor.shape.join(', ')}], not [${expected.join(', ')}]`,
    );
  }
  return { tensor, layout };
}

function languageOrder(use: TensorUse, options: LoweringOptions): Tensor {
  const { tensor, layout } = inMemory(use, options);
  return transpose(
    tensor,
    layout.map((_, axis) => layout.indexOf(axis)),
  );
}

function matrixOf(use: TensorUse, options: LoweringOptions): { tensor: Tensor; transposed: boolean } {
  const { tensor, layout } = inMemory(use, options);
  return { tensor, transposed: layout[0] === 1 };
}

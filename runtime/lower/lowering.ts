import type { OperatorName, OperatorUseOf, TensorType, TensorUse } from '../../language/index.ts';
import type { Graph } from '../graph/graph.ts';
import type { FloatType, Tensor } from '../graph/tensor.ts';
import type { StorageLayout } from './layout.ts';
import type { Regularisation } from './regularisation.ts';

export interface LoweringOptions {
  readonly batch: number;
  /** `train`: batch norms use the batch's statistics and dropout its masks. `evaluate`: running statistics, no dropout. */
  readonly mode: 'train' | 'evaluate';
  readonly elementType: FloatType;
  /** The graph's tensor for a sub-network's slice of a stored tensor: of shape `storedShape(use.shape, layout(use.stored))`. */
  tensor(use: TensorUse): Tensor;
  /** In `train` mode: what is left out at random beside the operators `dropout`. Nothing where absent. */
  readonly regularisation?: Regularisation;
  /** Also computes the rows that nobody reads, as the network's price has it: see `withoutUnreadRows`. */
  readonly allRows?: boolean;
  /** How memory holds a stored tensor; absent: as the language writes it. */
  layout?(stored: string): StorageLayout;
}

export interface LoweredNetwork {
  /** `[batch, ...extents]` of the network's output. */
  readonly output: Tensor;
  /**
   * Graph inputs made for the network's inputs, by name: `[batch, ...extents]`; tokens are int32, all else
   * `elementType`. A graph has another one, `NAME.edges`: int64 `[batch, 2, edges]`, the nodes that edges come from
   * and below them those that they go to.
   */
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Of every batch norm in `train` mode: the batch's mean and biased variance, each `[channels]`. */
  readonly batchStatistics: readonly BatchStatistics[];
  /** Graph inputs made for dropout and stochastic depth in `train` mode. */
  readonly masks: readonly DropoutMask[];
}

export interface BatchStatistics {
  /** The operator's path; its buffers are stored under the paths in `runningMean` and `runningVariance`. */
  readonly path: string;
  readonly runningMean: TensorUse;
  readonly runningVariance: TensorUse;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Who runs the graph feeds 1 / (1 - rate) with probability 1 - rate, else 0, under the input's `name`: see train/masks.ts. */
export interface DropoutMask {
  readonly name: string;
  readonly rate: number;
  readonly tensor: Tensor;
}

/** What one operator's lowering sees: its arguments, the tensors it reads, and the types on both sides. */
export interface LoweringContext<Name extends OperatorName> {
  readonly use: OperatorUseOf<Name>;
  readonly arguments: OperatorUseOf<Name>['arguments'];
  readonly options: LoweringOptions;
  readonly graph: Graph;
  /** Values read, `[batch, ...extents]`; the pipeline's value first. */
  readonly inputs: readonly [Tensor, ...Tensor[]];
  /** Which rows of each input are padding: 1 for those and 0 for the others, [batch, length]; undefined where none are. */
  readonly padding: readonly (Tensor | undefined)[];
  readonly inputTypes: readonly [TensorType, ...TensorType[]];
  readonly outputType: TensorType;
  /** A tensor in the language's order of axes, by the operator's own name for it. Throws where the operator has none. */
  tensor(name: string): Tensor;
  /** A matrix `[out, in]` in whatever order memory holds it: `transposed` where it is `[in, out]`. */
  matrix(name: string): { readonly tensor: Tensor; readonly transposed: boolean };
  /** The edges of the first graph that is read: int64 `[batch, 2, edges]`. There is one wherever the language lets `propagate` stand. */
  edges(): Tensor;
  recordStatistics(statistics: BatchStatistics): void;
  recordMask(mask: DropoutMask): void;
}

/** From an operator's inputs to its output, `[batch, ...extents]`. */
export type Lowering<Name extends OperatorName> = (context: LoweringContext<Name>) => Tensor;

export type Lowerings<Names extends OperatorName> = { readonly [Name in Names]: Lowering<Name> };

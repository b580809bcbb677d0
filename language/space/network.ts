import type { OperatorArguments, OperatorName } from '../operators/arguments.ts';
import type { TensorType } from './tensor-type.ts';

/**
 * One sub-network with every decision settled: operators in data-flow order over numbered values.
 * Nothing of the language is left in it (blocks, repeats, residuals and branches have become operators),
 * so whoever lowers, prices or draws a network needs to know operators only.
 */
export interface Network {
  /** `values[id]` is the type of value `id`. */
  readonly values: readonly TensorType[];
  readonly inputs: readonly NetworkInput[];
  /** In topological order; each writes one value. */
  readonly operators: readonly OperatorUse[];
  /** The value that the network gives. */
  readonly output: number;
}

export interface NetworkInput {
  readonly name: string;
  readonly value: number;
}

/** One use of a primitive operator, as a union that narrows on `operator`. */
export type OperatorUse = { [Name in OperatorName]: OperatorUseOf<Name> }[OperatorName];

export interface OperatorUseOf<Name extends OperatorName> {
  readonly operator: Name;
  /** Where it stands, in the language's paths: `layer[0].attention`. Unique in the network. */
  readonly path: string;
  readonly arguments: Readonly<OperatorArguments[Name]>;
  /** Ids of the values read; the pipeline's value first. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** In an expert of a `route`: how many rows are sent to it, on which it is priced; absent: all that its types have. */
  readonly rows?: number;
  /** The stored tensors it reads, by the operator's own name for them (`weight`, `bias`, `query.weight`). */
  readonly tensors: Readonly<Record<string, TensorUse>>;
  /** Name of the format of its matrices or kernels and of its activations, `int8` or `w4a8`; absent: fp32. */
  readonly precision?: string;
  /** Share of its matrices' or kernels' numbers that is removed, in (0, 1); absent: none. */
  readonly sparsity?: number;
}

/** A sub-network's part of a stored tensor: the leading slice of each axis, the central window of a kernel. */
export interface TensorUse {
  /** Path of the stored tensor: `layer[0].attention.query.weight`. */
  readonly stored: string;
  /** Extents that this sub-network uses; as many axes as the stored tensor. */
  readonly shape: readonly number[];
}

/** A tensor of the super-network, at the largest extent it takes anywhere in the space. */
export interface StoredTensor {
  readonly path: string;
  readonly shape: readonly number[];
  /** How a smaller extent is cut from each axis. */
  readonly slice: readonly ('leading' | 'central')[];
  readonly initial: Initialiser;
  /** False for buffers such as a batch norm's running statistics: kept in checkpoints, never given a gradient. */
  readonly trained: boolean;
  /** Weight decay applies to matrices and kernels, by custom not to biases, norms and embeddings of position. */
  readonly decayed: boolean;
}

/** How a tensor starts when no weights are given; `fanIn` counts the inputs of one output. */
export type Initialiser =
  | { readonly kind: 'constant'; readonly value: number }
  /** Normal, cut at two deviations. */
  | { readonly kind: 'truncatedNormal'; readonly deviation: number }
  /** Kaiming normal: deviation sqrt(gain / fanIn). */
  | { readonly kind: 'kaiming'; readonly fanIn: number; readonly gain: number };

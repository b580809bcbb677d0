import type { Expression, ExpressionPool } from '../cost/expression.ts';
import type { Memo } from '../cost/memo.ts';
import type { OperatorName } from '../operators/arguments.ts';
import type { TensorDefinition } from '../operators/operator.ts';
import type { SourceRange } from '../source.ts';
import type { WeightsSource } from '../weights/weights.ts';
import type { Decision } from './decision.ts';

/**
 * An elaborated super-network: every copy of every repeat and every path of every choice, as operators over numbered
 * values, with sizes and arguments as expressions over the decisions. A sub-network is what remains of `steps` where
 * the conditions are settled by a genome.
 */
export interface Space {
  readonly name: string;
  /** The `///` comment above the super-network, without its slashes. */
  readonly documentation: string;
  readonly source: SourceRange;
  /** The genes, in the order declared: a decision's activity reads earlier decisions only. */
  readonly decisions: readonly SpaceDecision[];
  /** `places[variable]` is the index in `decisions`. */
  readonly places: readonly number[];
  /** Makes every expression of this space; its leaves are the variables of `decisions`. */
  readonly pool: ExpressionPool;
  /** Results that follow from the finished space alone. */
  readonly memo: Memo;
  readonly inputs: readonly { readonly name: string; readonly value: number }[];
  /** `values[id]` is the type of value `id`, inputs and every step's output. */
  readonly values: readonly SymbolicType[];
  /** In topological order. */
  readonly steps: readonly Step[];
  /** The operators of `steps`, part by part: a part that an edit leaves alone is the same array in the next version. */
  readonly parts: readonly (readonly OperatorStep[])[];
  /** The value that the super-network gives. */
  readonly output: number;
  /** Where the weights come from; absent: from random numbers. */
  readonly weights?: WeightsSource;
}

export interface SpaceDecision extends Decision {
  /** Condition over earlier decisions under which this one matters. */
  readonly active: Expression;
  /**
   * What expressions know it by: ascending in the order declared, with gaps, so that a decision more or less leaves
   * those of other statements as they are.
   */
  readonly variable: number;
}

/** A type whose sizes are expressions that are whole at every point where the value exists. */
export type SymbolicType =
  | { readonly kind: 'image'; readonly channels: Expression; readonly height: Expression; readonly width: Expression }
  | { readonly kind: 'sequence'; readonly length: Expression; readonly width: Expression }
  | { readonly kind: 'vector'; readonly width: Expression }
  | { readonly kind: 'tokens'; readonly length: Expression }
  | { readonly kind: 'graph'; readonly nodes: Expression; readonly edges: Expression; readonly width: Expression }
  | SymbolicStack;

/** Several sequences or graphs of one shape, side by side at every row. */
export interface SymbolicStack {
  readonly kind: 'stack';
  readonly count: Expression;
  readonly of: Extract<SymbolicType, { kind: 'sequence' | 'graph' }>;
}

/** Settled names and defaults, open values: `along` is a constant string, flags and numbers are expressions. */
export type SymbolicArguments = Readonly<Record<string, Expression>>;

export type Step = OperatorStep | MergeStep;

/** One use of a primitive operator in the super-network. */
export interface OperatorStep {
  readonly kind: 'operator';
  readonly operator: OperatorName;
  /** `layer[0].attention`. Unique in the space. */
  readonly path: string;
  /** Condition under which a sub-network has this operator. */
  readonly active: Expression;
  readonly arguments: SymbolicArguments;
  /** Values read; the pipeline's value first. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** In an expert of a `route`: how many rows are sent to it, on which it is priced; absent: all that its types have. */
  readonly rows?: Expression;
  /** Tensors that it reads, at the extents that a sub-network uses. */
  readonly tensors: readonly StepTensor[];
  /** Whether some of them are stored as another operator's. */
  readonly isSharing: boolean;
  /** Name of the format of its weights and activations, where a `quantize` says; absent: fp32. */
  readonly precision?: Expression;
  /** Share of its weights that is removed, in [0, 1), where a `prune` says; absent: none. */
  readonly sparsity?: Expression;
  readonly source: SourceRange;
  /** Results that follow from this operator alone, also where it is put in place again in another version of the space. */
  readonly memo: Memo;
}

/** A tensor that an operator reads, and where it is stored: under the operator's own path, or another's that shares it. */
export interface StepTensor extends TensorDefinition {
  /** `layer[0].attention.query.weight`. */
  readonly stored: string;
}

/** A value that is one of several, by the decisions: after an elastic repeat, a choice or an `if`. No operator. */
export interface MergeStep {
  readonly kind: 'merge';
  readonly active: Expression;
  /** The first whose condition holds is taken; the last one's condition is constant true. */
  readonly alternatives: readonly { readonly when: Expression; readonly value: number }[];
  readonly output: number;
}

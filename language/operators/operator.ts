import type { Problem } from '../checks/check.ts';
import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { OperatorArguments, OperatorName } from './arguments.ts';

/** How multiply-accumulates are counted; everything but `matmul` counts as the tool of that name does. */
export type Convention = 'matmul' | Tool;

export type Tool = 'fvcore' | 'torchprofile' | 'ptflops';

export const conventions: readonly Convention[] = ['matmul', 'fvcore', 'torchprofile', 'ptflops'];

/** What the language knows of a primitive operator. */
export interface Operator<Name extends OperatorName> {
  /** One paragraph: what it computes. */
  readonly documentation: string;
  /** In the order in which they may be given by position. */
  readonly arguments: { readonly [Key in keyof OperatorArguments[Name]]: ArgumentDefinition };
  readonly inputs: InputDefinition;
  /** The tensor that `share: label` takes from another operator's tensor of this name, where that is possible. */
  readonly shares?: string;
  /** Needs more of a row than its numbers: other rows, or its place among them. An expert of a `route` knows neither. */
  readonly mixesRows?: true;
  /** The output's type, where the inputs' number and kinds are right. */
  shape(use: Use<Name>): Shape;
  /** Stored tensors, where it has any. */
  tensors?(use: PricedUse<Name>): readonly TensorDefinition[];
  /** Multiply-accumulates of activations with its weights; absent: none. */
  macs?(use: PricedUse<Name>): Expression;
  /** Multiply-accumulates of activations with each other, as queries meet keys; absent: none. */
  activationMacs?(use: PricedUse<Name>): Expression;
  /** What a tool counts besides the matrix products and convolutions; absent: nothing. */
  counted?(use: PricedUse<Name>): Partial<Readonly<Record<Tool, Expression>>>;
}

export interface Use<Name extends OperatorName> {
  /** Formulas over the space's pool. */
  readonly algebra: Algebra;
  readonly inputs: readonly SymbolicType[];
  readonly arguments: { readonly [Key in keyof OperatorArguments[Name]]: Expression };
}

export interface PricedUse<Name extends OperatorName> extends Use<Name> {
  readonly output: SymbolicType;
}

export interface InputDefinition {
  readonly least: number;
  readonly most: number;
  /** What every input may be. */
  readonly kinds: readonly SymbolicType['kind'][];
  /** Name of the argument that gives the second input by label: `memory`. */
  readonly label?: string;
  /** What would be right for a kind that it does not take: "`conv(out, kernel: 1)`". */
  readonly instead?: Partial<Readonly<Record<SymbolicType['kind'], string>>>;
}

export interface ArgumentDefinition {
  /** size: whole, at least 1 · count: whole, at least 0 · number: any · share: in [0, 1) · flag · word: one of `words`. */
  readonly kind: 'size' | 'count' | 'number' | 'share' | 'flag' | 'word';
  readonly documentation: string;
  /** A usual value of an argument that has no default: what an editor fills in. */
  readonly typical?: number;
  readonly words?: readonly string[];
  /** What helps where the value is out of range. */
  readonly advice?: string;
  /** Absent: it must be given. */
  readonly default?: ArgumentDefault;
}

export interface ArgumentDefault {
  /** As the reference page writes it: `floor(dilation * (kernel - 1) / 2), 0 where kernel <= stride`. */
  readonly text: string;
  value(context: DefaultContext): Expression;
}

export interface DefaultContext {
  readonly algebra: Algebra;
  readonly inputs: readonly SymbolicType[];
  /** Given arguments, and defaults of the arguments before this one. */
  readonly settled: Readonly<Record<string, Expression>>;
  /** The next statement of the same list is `batchnorm`. */
  readonly beforeBatchnorm: boolean;
}

export type Shape =
  | { readonly output: SymbolicType; readonly requirements: readonly Requirement[] }
  /** Why the operator cannot stand here, whatever the decisions. */
  | { readonly problem: Problem };

/** What must hold at every point of the space where the operator is active. */
export type Requirement = {
  /** `at` shows an expression's value at the point where the requirement fails. */
  readonly problem: (at: (expression: Expression) => string) => Problem;
} & (
  | { readonly kind: 'holds'; readonly condition: Expression }
  /** Has one value throughout the space. */
  | { readonly kind: 'fixed'; readonly expression: Expression }
);

/** A stored tensor as one use of an operator sees it. */
export interface TensorDefinition {
  /** The operator's own name for it: `weight`, `query.bias`. */
  readonly name: string;
  /** Extents used at a point of the space. */
  readonly shape: readonly Expression[];
  /** How a smaller extent is cut from each axis. */
  readonly slice: readonly ('leading' | 'central')[];
  /** Condition under which the operator has it. */
  readonly when: Expression;
  readonly initial: SymbolicInitialiser;
  /** False for buffers. */
  readonly trained: boolean;
  readonly decayed: boolean;
}

export type SymbolicInitialiser =
  | { readonly kind: 'constant'; readonly value: Expression }
  /** Normal, cut at two deviations. */
  | { readonly kind: 'truncatedNormal'; readonly deviation: number }
  /** Normal of deviation sqrt(gain / fanIn). */
  | { readonly kind: 'kaiming'; readonly fanIn: Expression; readonly gain: number };

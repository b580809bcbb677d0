import type { Expression } from '../../cost/expression.ts';
import type { Block, Body, Elastic, Prune, Quantize } from '../../generated/syntax/ast.ts';
import type { SourceRange } from '../../source.ts';
import type { DecisionValue } from '../decision.ts';
import type { SpaceBuilder } from './builder.ts';
import type { Labels } from './labels.ts';
import type { Problems } from './problems.ts';
import type { Reached } from './reached.ts';
import type { BlockDefinition, Scope } from './scope.ts';
import type { Segment } from './segment.ts';

/** The tensor that the next statement takes; undefined where there is none (yet). */
export type Flow = number | undefined;

/** What the elaboration of a statement needs to know of its surroundings. */
export interface Context {
  readonly builder: SpaceBuilder;
  readonly problems: Problems;
  /** File of the statements, which is the block's where a block is elaborated. */
  readonly file: string;
  readonly scope: Scope;
  readonly segment: Segment;
  /** Blocks that are being elaborated, the outermost first. */
  readonly calls: readonly BlockDefinition[];
  /** Declarations of decisions, and those of them that something reads. */
  readonly declared: Map<Elastic | Quantize | Prune, SourceRange>;
  readonly used: Set<Elastic | Quantize | Prune>;
  /** Blocks that were elaborated. */
  readonly called: Set<Block>;
  /** What the operators with weights that come next are compressed by, where a `quantize` or a `prune` says. */
  readonly precision?: Compression;
  readonly sparsity?: Compression;
  readonly labels: Labels;
  readonly reached: Reached;
  /** Elaborates a list of statements in a scope of its own. */
  readonly run: (context: Context, body: Body | undefined, flow: Flow) => Flow;
}

/** A `quantize` or a `prune`: one decision for all that takes it, or one for each. */
export interface Compression {
  readonly node: Quantize | Prune;
  readonly file: string;
  readonly values: readonly DecisionValue[];
  /** Index of the value that a configuration without the path takes, where the author says. */
  readonly chosen: number | undefined;
  /** Absent where every operator has a decision of its own. */
  readonly shared?: Expression;
}

/** The same surroundings in another segment. */
export function within(context: Context, segment: Segment): Context {
  return { ...context, segment };
}

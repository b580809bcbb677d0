import type { NodeOf } from '../graph.ts';
import type { PrimitiveName } from '../primitives.ts';
import type { Tensor } from '../tensor.ts';
import { convolution } from './convolution.ts';
import { elementwise } from './elementwise.ts';
import { movement } from './movement.ts';
import { normalization } from './normalization.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';

/**
 * From a node and the gradient of its first output to the gradients of its inputs, each made only where it is asked
 * for; undefined for an input through which nothing flows, such as indices.
 */
export type GradientRule<P extends PrimitiveName> = (
  node: NodeOf<P>,
  gradient: Tensor,
) => readonly ((() => Tensor) | undefined)[];

export type GradientRules<P extends PrimitiveName> = { readonly [Name in P]: GradientRule<Name> };

/** The gradient of every primitive. */
export const gradientRules: GradientRules<PrimitiveName> = {
  ...elementwise,
  ...products,
  ...reductions,
  ...convolution,
  ...normalization,
  ...movement,
};

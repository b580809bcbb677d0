import type { Network, TensorUse } from '../../../language/index.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import type { FloatType, Tensor } from '../../../runtime/graph/tensor.ts';
import { type StorageLayout, storedShape } from '../../../runtime/lower/layout.ts';
import type { LoweredNetwork, LoweringOptions } from '../../../runtime/lower/lowering.ts';
import { lowerNetwork } from '../../../runtime/lower/network.ts';

export interface Lowered extends LoweredNetwork {
  readonly graph: Graph;
  /** A graph input for every stored tensor, by its path. */
  readonly weights: ReadonlyMap<string, Tensor>;
}

/** A network alone in a graph whose inputs are the network's inputs and, by path, its stored tensors. */
export function lowered(
  network: Network,
  options: Pick<LoweringOptions, 'batch' | 'mode' | 'regularisation' | 'allRows'> & {
    elementType: FloatType;
    layout?: (stored: string) => StorageLayout;
  },
): Lowered {
  const graph = new Graph();
  const weights = new Map<string, Tensor>();
  const tensor = (use: TensorUse): Tensor => {
    const known = weights.get(use.stored);
    if (known) return known;
    const layout = options.layout?.(use.stored);
    const shape = layout ? storedShape(use.shape, layout) : use.shape;
    const input = graph.input(use.stored, options.elementType, shape);
    weights.set(use.stored, input);
    return input;
  };
  return { graph, weights, ...lowerNetwork(graph, network, { ...options, tensor }) };
}

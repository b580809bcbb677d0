import { type GradientRule, gradientRules } from './gradients/rules.ts';
import type { Graph, Node, NodeOf } from './graph.ts';
import { add, filled, scalar } from './operations.ts';
import type { PrimitiveName } from './primitives.ts';
import { sameShape, type Tensor } from './tensor.ts';

/**
 * Adds to the graph the gradients of a scalar `loss` with respect to each of `wrt`, in their order and of their
 * shapes: reverse accumulation (Linnainmaa 1970) in one walk over the nodes, from the loss back. Only nodes between
 * `wrt` and `loss` get a gradient. Zeros where the loss does not depend on a tensor.
 */
export function gradients(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (loss.shape.length > 0)
    throw new Error(`A gradient needs a scalar loss, not one of shape [${loss.shape.join(', ')}]`);
  const { graph } = loss;
  const nodes = nodesBetween(graph, wrt);
  const gradientOf = new Map<Tensor, Tensor>([[loss, scalar(loss, 1)]]);
  const reached = new Set<Tensor>([...wrt, ...nodes.map((node) => node.outputs[0])]);

  for (const node of nodes.reverse()) {
    const gradient = gradientOf.get(node.outputs[0]);
    if (!gradient) continue;
    const parts = partsOf(node, gradient);
    node.inputs.forEach((input, place) => {
      const part = input && reached.has(input) ? parts[place]?.() : undefined;
      if (!input || !part) return;
      if (!sameShape(part.shape, input.shape)) {
        throw new Error(`The gradient of ${node.primitive} has shape [${part.shape}] for an input of [${input.shape}]`);
      }
      const others = gradientOf.get(input);
      gradientOf.set(input, others ? add(others, part) : part);
    });
  }
  return wrt.map((tensor) => gradientOf.get(tensor) ?? filled(tensor, tensor.shape, 0));
}

/** Nodes whose value depends on one of `sources`, in topological order. */
function nodesBetween(graph: Graph, sources: readonly Tensor[]): Node[] {
  const dependent = new Set<Tensor>(sources);
  return graph.nodes.filter((node) => {
    const depends = node.inputs.some((input) => input && dependent.has(input));
    if (depends) dependent.add(node.outputs[0]);
    return depends;
  });
}

function partsOf<P extends PrimitiveName>(node: NodeOf<P>, gradient: Tensor): ReturnType<GradientRule<P>> {
  const rule: GradientRule<P> = gradientRules[node.primitive];
  return rule(node, gradient);
}

import { decompose, type Target } from './decompositions.ts';
import { Graph, type NodeOf } from './graph.ts';
import type { PrimitiveName } from './primitives.ts';
import type { Tensor } from './tensor.ts';

/**
 * The same program in primitives that the target has kernels for, without the nodes that no output needs.
 * A graph that is not an encoder's input is left as it is: gradients are taken before, so they see whole primitives.
 */
export function legalize(graph: Graph, target: Target): Graph {
  let current = graph;
  for (;;) {
    const { result, decomposed } = pass(current, target);
    if (!decomposed) return result;
    current = result;
  }
}

/** Copies what the outputs need, each node either as it is or, where it must be, decomposed. */
function pass(graph: Graph, target: Target): { result: Graph; decomposed: boolean } {
  const result = new Graph();
  const needed = neededTensors(graph);
  const copies = new Map<Tensor, Tensor>();
  const copyOf = (tensor: Tensor): Tensor => copies.get(tensor)!;
  let decomposed = false;

  for (const { name, tensor } of graph.inputs) copies.set(tensor, result.input(name, tensor.type, tensor.shape));
  for (const constant of graph.constants) {
    if (needed.has(constant.tensor)) copies.set(constant.tensor, result.copyConstant(constant));
  }
  const copyNode = <P extends PrimitiveName>(node: NodeOf<P>): readonly (Tensor | undefined)[] => {
    const inputs = node.inputs.map((input) => input && copyOf(input)) as readonly (
      | Tensor
      | undefined
    )[] as NodeOf<P>['inputs'];
    const used = node.outputs.map((output) => needed.has(output));
    const parts = decompose({ ...node, inputs }, used, target);
    if (!parts) return result.apply(node.primitive, inputs, node.attributes);
    decomposed = true;
    return parts;
  };
  for (const node of graph.nodes) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    const outputs = copyNode(node as NodeOf<PrimitiveName>);
    node.outputs.forEach((output, place) => {
      const copy = outputs[place];
      if (copy) copies.set(output, copy);
    });
  }
  for (const { name, tensor } of graph.outputs) result.output(name, copyOf(tensor));
  return { result, decomposed };
}

/** Every tensor that an output depends on. */
export function neededTensors(graph: Graph): ReadonlySet<Tensor> {
  const needed = new Set<Tensor>(graph.outputs.map(({ tensor }) => tensor));
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    for (const input of node.inputs) if (input) needed.add(input);
  }
  return needed;
}

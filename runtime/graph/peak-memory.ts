import type { Target } from './decompositions.ts';
import type { Graph, Node } from './graph.ts';
import { legalize } from './legalize.ts';
import { type ElementType, elementCount, type Tensor } from './tensor.ts';

const bytesOf: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float64: 8,
  int8: 1,
  uint8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
};

/** Of these ONNX Runtime writes the result over an operand that nothing reads later, where the two are equally large. */
const overwriting: ReadonlySet<string> = new Set(
  'Add Sub Mul Div Neg Exp Log Sqrt Abs Erf Tanh Sigmoid Relu HardSigmoid Clip Softmax LogSoftmax'.split(' '),
);

/**
 * The most bytes of values that are held at once when a graph's nodes are run in their order and each value is given
 * up after its last use. Inputs, constants and outputs are not counted: whoever runs the graph holds them.
 */
export function peakBytes(graph: Graph, target: Target = 'cpu'): number {
  const { nodes, outputs } = legalize(graph, target);
  const owner = owners(nodes);
  const lastUse = new Map<Tensor, number>();
  for (const [index, { inputs }] of nodes.entries()) {
    for (const input of inputs) if (input) lastUse.set(owner(input), index);
  }
  const given = new Set(outputs.map(({ tensor }) => owner(tensor)));
  const held = new Map<Tensor, number>();
  let [now, peak] = [0, 0];
  for (const [index, node] of nodes.entries()) {
    const dying = [
      ...new Set(node.inputs.flatMap((input) => (input && held.has(owner(input)) ? [owner(input)] : []))),
    ].filter((input) => lastUse.get(input) === index);
    for (const output of node.outputs) {
      const isRead = lastUse.has(output);
      if (owner(output) !== output || given.has(output) || !isRead) continue;
      const bytes = bytesOf[output.type] * elementCount(output.shape);
      const replaced = overwriting.has(node.primitive) ? dying.findIndex((input) => held.get(input) === bytes) : -1;
      if (replaced >= 0) {
        held.delete(dying[replaced]!);
        dying.splice(replaced, 1);
        now -= bytes;
      }
      held.set(output, bytes);
      now += bytes;
    }
    peak = Math.max(peak, now);
    for (const input of dying) {
      now -= held.get(input)!;
      held.delete(input);
    }
  }
  return peak;
}

/** A reshaped value lies where the value lies that it was made from. */
function owners(nodes: readonly Node[]): (tensor: Tensor) => Tensor {
  const made = new Map<Tensor, Tensor>();
  for (const { primitive, inputs, outputs } of nodes) {
    if (primitive === 'Reshape') made.set(outputs[0], made.get(inputs[0]) ?? inputs[0]);
  }
  return (tensor) => made.get(tensor) ?? tensor;
}

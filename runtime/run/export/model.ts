import type { Network, StoredTensor } from '../../../language/index.ts';
import { encode } from '../../graph/encode.ts';
import { Graph } from '../../graph/graph.ts';
import { lowerNetwork } from '../../lower/network.ts';
import type { SettledTensors } from '../../train/protocol.ts';
import { pack, sliceOf } from '../../train/slices.ts';
import { freeBatch, MARKED_BATCH } from './free-batch.ts';

/** Name of an exported model's output. */
export const OUTPUT = 'logits';

/**
 * A sub-network as a plain ONNX model: ONNX's own operators alone, its weights as initialisers under their paths,
 * inputs named as in the .lithe file, `[batch, ...extents]`, and the output `logits`, `[batch, ...extents]`, with
 * the batch free.
 * @param weights of the sub-network, in the language's order of axes
 * @param stored the super-network's tensors, which say how a part is cut from one
 * @param metadata put into the model's metadata_props
 */
export function onnxModel(
  network: Network,
  weights: SettledTensors,
  stored: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const graph = new Graph();
  const lowered = lowerNetwork(graph, network, {
    batch: MARKED_BATCH,
    mode: 'evaluate',
    elementType: 'float32',
    allRows: true,
    tensor({ stored: path, shape }) {
      const settled = weights[path]!;
      const isWhole = settled.shape.every((extent, axis) => extent === shape[axis]);
      // Where operators use different parts of one tensor, each part is an initialiser of its own.
      const name = isWhole ? path : `${path}[${shape.join(', ')}]`;
      const known = graph.constants.find((constant) => constant.name === name);
      if (known) return known.tensor;
      if (isWhole) return graph.constant('float32', shape, settled.data, name);
      const kinds = stored.find((tensor) => tensor.path === path)!.slice;
      const slice = sliceOf(settled.shape, shape, kinds);
      const part = new Float32Array(slice.count);
      pack(settled.data, slice, part);
      return graph.constant('float32', shape, part, name);
    },
  });
  graph.output(OUTPUT, lowered.output);
  return freeBatch(encode(graph, 'portable'), metadata);
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { compile } from '../../../language/index.ts';
import { encode } from '../../../runtime/graph/encode.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import { lowerNetwork } from '../../../runtime/lower/network.ts';
import { createSession } from '../../../runtime/session/session.ts';
import { weightBinder, weightFeeds } from '../../../runtime/train/bound-weights.ts';
import { createSuperNetwork } from '../../../runtime/train/super-network.ts';
import { findWeights } from '../../../runtime/weights/find.ts';
import { openWeights } from '../../../runtime/weights/load.ts';

export const LENGTH = 64;
export const WIDTH = 384;
/** Filled by scripts/minilm.ts. */
export const folder = fileURLToPath(new URL('../../../examples/data/minilm', import.meta.url));

export function isHere(): boolean {
  return existsSync(folder);
}

const text = `
import "lithe:transformer"
supernet MiniLm {
  weights ${JSON.stringify(folder)} as huggingface_bert
  input words: tokens[${LENGTH}]
  input kinds: tokens[${LENGTH}]
  from kinds
  segment: embedding(2, ${WIDTH})
  from words
  word: embedding(30522, ${WIDTH}, padding: 0)
  position_embedding(positions: 512)
  sum(x, segment)
  layernorm(epsilon: 1e-12)
  layer: repeat 6 { PostNormTransformerLayer(heads: 12, hidden: 1536, epsilon: 1e-12) }
}`;

export function compiledMiniLm() {
  return compile(text, { file: 'minilm.lithe', weights: findWeights });
}

/** The last hidden states of texts of `LENGTH` ids each: [texts, LENGTH, WIDTH]. */
export async function hiddenStates(ids: Int32Array): Promise<Float32Array> {
  const space = compiledMiniLm().spaces[0]!;
  const given = openWeights(space, folder);
  const { state, networkAt, largest } = createSuperNetwork(space, { moments: 1 }, 1, given.paths);
  given.fill(state);
  const batch = 20;
  const graph = new Graph();
  const binder = weightBinder(graph, state);
  const { output } = lowerNetwork(graph, networkAt(largest), {
    batch,
    mode: 'evaluate',
    elementType: 'float32',
    tensor: binder.tensor,
    layout: binder.layout,
  });
  graph.output('states', output);
  const session = await createSession(encode(graph), { device: 'cpu', threads: 2, arena: false });
  const feeds = weightFeeds(state, binder.bound, 'weights');
  const states = new Float32Array(ids.length * WIDTH);
  for (let from = 0; from < ids.length; from += batch * LENGTH) {
    const words = new OrtTensor('int32', ids.slice(from, from + batch * LENGTH), [batch, LENGTH]);
    const kinds = new OrtTensor('int32', new Int32Array(batch * LENGTH), [batch, LENGTH]);
    const found = await session.run({ ...feeds, words, kinds });
    states.set(found.states!.data as Float32Array, from * WIDTH);
  }
  await session.release();
  return states;
}

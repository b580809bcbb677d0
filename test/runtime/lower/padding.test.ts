import { expect, test } from 'vitest';
import { compile, largest, networkAt } from '../../../language/index.ts';
import type { Graph } from '../../../runtime/graph/graph.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';

const VOCABULARY = 7;

/** A text encoder over so many tokens; `padding` is written into the embedding. */
function encoder(length: number, end: string, padding = ', padding: 0') {
  const { spaces, diagnostics } = compile(
    `import "lithe:transformer"
supernet Encoder {
  input words: tokens[${length}]
  input kinds: tokens[${length}]
  from kinds
  kind: embedding(2, 6)
  from words
  word: embedding(${VOCABULARY}, 6${padding})
  position_embedding(positions: 8)
  sum(x, kind)
  layernorm(epsilon: 1e-12)
  layer: repeat 2 { PostNormTransformerLayer(heads: 2, hidden: 5) }
  ${end}
  classifier: linear(3)
}`,
    { file: 'encoder.lithe' },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return networkAt(spaces[0]!, largest(spaces[0]!));
}

const ends: [string, string][] = [
  ['a mean', 'global_pool'],
  ['the first row', 'take_token(0)'],
  ['a mean behind a class token', 'class_token\n attention(2)\n global_pool'],
  ['a mean of some rows', 'take_tokens(0, 4)\n global_pool'],
  ['a mean of two sequences, one after the other', 'concat(x, x, along: length)\n attention(2)\n global_pool'],
  ['attention to a memory', 'seen: linear(6)\n from kind\n attention(2, memory: seen)\n take_token(1)'],
];

test.each(ends)('%s of a text does not change with the padding behind it', async (_, end) => {
  const [short, long] = [encoder(4, end), encoder(8, end)];
  const words = [3, 5, 1, 6];
  const kinds = [0, 1, 1, 0];
  const outputs: number[][] = [];
  let weights: Record<string, number[]> | undefined;
  for (const network of [short, long]) {
    for (const mode of ['train', 'evaluate'] as const) {
      const { graph, output } = lowered(network, { batch: 1, mode, elementType: 'float64' });
      graph.output('output', output);
      weights ??= randomFeeds(graph, 3, VOCABULARY);
      const zeros = new Array(network === long ? 4 : 0).fill(0);
      const feeds = { ...weights, words: [...words, ...zeros], kinds: [...kinds, ...zeros] };
      outputs.push((await (await compiled(graph))(feeds)).output!);
    }
  }
  for (const output of outputs.slice(1)) expectClose(output, outputs[0]!, 1e-12);
});

test('without padding the same ids count as words', async () => {
  const [with_, without] = [encoder(4, 'global_pool'), encoder(4, 'global_pool', '')];
  const outputs = await Promise.all(
    [with_, without].map(async (network) => {
      const { graph, output } = lowered(network, { batch: 1, mode: 'evaluate', elementType: 'float64' });
      graph.output('output', output);
      const feeds = { ...randomFeeds(graph, 3, VOCABULARY), words: [3, 5, 0, 0], kinds: [0, 0, 0, 0] };
      return (await (await compiled(graph))(feeds)).output!;
    }),
  );
  expect(outputs[0]).not.toEqual(outputs[1]);
});

test('a text of nothing but padding gives numbers', async () => {
  const { graph, output } = lowered(encoder(4, 'global_pool'), {
    batch: 1,
    mode: 'evaluate',
    elementType: 'float64',
  });
  graph.output('output', output);
  const feeds = { ...randomFeeds(graph, 3, VOCABULARY), words: [0, 0, 0, 0], kinds: [0, 0, 0, 0] };
  const { output: found } = await (await compiled(graph))(feeds);
  expect(found!.every(Number.isFinite)).toBe(true);
});

test('gradients through masked attention and pooling are those of central differences', async () => {
  const { graph, output } = lowered(encoder(4, 'global_pool'), { batch: 2, mode: 'train', elementType: 'float64' });
  graph.output('output', output);
  const feeds = {
    ...randomFeeds(graph, 5, VOCABULARY),
    words: [3, 5, 0, 0, 2, 1, 6, 0],
    kinds: [0, 1, 0, 0, 1, 1, 0, 0],
  };
  const floats = graph.inputs.map(({ tensor }) => tensor).filter(({ type }) => type === 'float64');
  await expectGradients(graph, output, floats, feeds, 12);
});

test('a network without padding has no trace of it', () => {
  const count = (padding: string): number => {
    const graph: Graph = lowered(encoder(4, 'global_pool', padding), {
      batch: 1,
      mode: 'train',
      elementType: 'float32',
    }).graph;
    return graph.nodes.filter(({ primitive }) => primitive === 'Equal').length;
  };
  expect([count(''), count(', padding: 0')]).toEqual([0, 1]);
});

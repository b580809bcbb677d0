import { describe, expect, test } from 'vitest';
import { compile, largest, type Network, networkAt } from '../../../language/index.ts';
import { shortened } from '../../../runtime/lower/shortened.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';

const VOCABULARY = 7;
const LENGTH = 9;
const WORDS = [3, 5, 1, 6];

function encoder(end: string, padding = ', padding: 0'): Network {
  const { spaces, diagnostics } = compile(
    `import "lithe:transformer"
supernet Encoder {
  input words: tokens[${LENGTH}]
  input kinds: tokens[${LENGTH}]
  from kinds
  kind: embedding(2, 6)
  from words
  word: embedding(${VOCABULARY}, 6${padding})
  position_embedding
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

const lengthOf = ({ inputs, values }: Network): number => {
  const type = values[inputs[0]!.value]!;
  return type.kind === 'tokens' ? type.length : 0;
};

describe('a network for shorter texts', () => {
  test.each([
    ['a mean', 'global_pool'],
    ['the first row', 'take_token(0)'],
    ['a mean behind a class token', 'class_token\n attention(2)\n global_pool'],
    ['a class token', 'class_token\n attention(2)\n take_token(0)'],
    ['a gate over the width', 'other: linear(6)\n from word\n product(x, other)\n concat(x, word)\n global_pool'],
    ['causal attention', 'attention(2, causal: true)\n global_pool'],
    ['a perceptron behind the mean', 'global_pool\n linear(5)\n gelu'],
  ])('gives %s as the whole one does with padding behind the text', async (_, end) => {
    const whole = encoder(end);
    const outputs: number[][] = [];
    let weights: Record<string, number[]> | undefined;
    for (const network of [whole, shortened(whole, 6), shortened(whole, WORDS.length)]) {
      const { graph, output } = lowered(network, { batch: 1, mode: 'train', elementType: 'float64' });
      graph.output('output', output);
      weights ??= randomFeeds(graph, 3, VOCABULARY);
      const zeros = new Array(lengthOf(network) - WORDS.length).fill(0);
      const feeds = { ...weights, words: [...WORDS, ...zeros], kinds: [0, 1, 1, 0, ...zeros] };
      outputs.push((await (await compiled(graph))(feeds)).output!);
    }
    expect([whole, shortened(whole, 6)].map(lengthOf)).toEqual([LENGTH, 6]);
    for (const output of outputs.slice(1)) expectClose(output, outputs[0]!, 1e-12);
  });

  test.each([
    ['no id is padding', encoder('global_pool', '')],
    ['rows turn into columns', encoder('transpose\n linear(4)\n transpose\n global_pool')],
    ['another row than the first is taken', encoder('take_token(3)')],
    ['several rows are taken', encoder('take_tokens(0, 4)\n global_pool')],
    ['one sequence follows another', encoder('concat(x, word, along: length)\n global_pool')],
    ['attention sees a memory without padding', encoder('attention(2, memory: kind)\n take_token(0)')],
    ['a batch norm counts every row', encoder('batchnorm\n global_pool')],
    ['every row has an output', encoder('identity')],
  ])('is the whole one where %s', (_, network) => {
    expect(shortened(network, 5)).toBe(network);
  });

  test('is the whole one for texts as long as it takes', () => {
    const network = encoder('global_pool');
    expect(shortened(network, LENGTH)).toBe(network);
  });
});

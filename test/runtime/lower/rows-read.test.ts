import { describe, expect, test } from 'vitest';
import { compile, extents, largest, type Network, networkAt } from '../../../language/index.ts';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { mul, reduceSum } from '../../../runtime/graph/operations.ts';
import { withoutUnreadRows } from '../../../runtime/lower/rows-read.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';

const LENGTH = 5;
const preNorm = `
  residual { layernorm; attention(2, head_dim: 3) }
  residual { layernorm; linear(7); gelu; linear(6) }`;
const postNorm = `
  residual { attention(2) }
  layernorm
  residual { linear(7); gelu; linear(6) }
  layernorm`;

function network(body: string, declarations = ''): Network {
  const { spaces, diagnostics } = compile(
    `supernet Encoder {
  input words: tokens[${LENGTH}]
  ${declarations}
  word: embedding(7, 6, padding: 0)
  position_embedding
  ${body}
}`,
    { file: 'encoder.lithe' },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return networkAt(spaces[0]!, largest(spaces[0]!));
}

/** Rows that every operator of these names gives, in the network's order. */
function rowsOf({ operators, values }: Network, ...names: string[]): (number | undefined)[] {
  return operators.filter(({ operator }) => names.includes(operator)).map(({ output }) => extents(values[output]!)[0]);
}

/** The output, and the gradients of a sum over it, weighted unevenly, in all weights; by name. */
async function computed(of: Network, feeds?: Record<string, number[]>) {
  const { graph, output, weights } = lowered(of, { batch: 2, mode: 'train', elementType: 'float64', allRows: true });
  graph.output('output', output);
  const uneven = graph.constant(
    'float64',
    output.shape,
    Array.from({ length: output.shape.reduce((a, b) => a * b) }, (_, i) => 1 + i / 3),
  );
  const named = [...weights];
  gradients(
    reduceSum(mul(output, uneven)),
    named.map(([, tensor]) => tensor),
  ).forEach((gradient, i) => {
    graph.output(`gradient of ${named[i]![0]}`, gradient);
  });
  const given = feeds ?? { ...randomFeeds(graph, 3, 7), words: [3, 5, 1, 0, 0, 2, 6, 4, 1, 0] };
  return { given, results: await (await compiled(graph))(given) };
}

describe('a network without the rows that nobody reads', () => {
  test.each([
    [
      'a norm before each half',
      `class_token\n layer: repeat 2 {${preNorm} }\n layernorm\n take_token(0)\n linear(3)`,
      LENGTH + 1,
    ],
    ['a norm behind each half', `layer: repeat 2 {${postNorm} }\n take_token(0)\n linear(6); tanh\n linear(3)`, LENGTH],
    ['another row', `layer: repeat 2 {${postNorm} }\n take_token(3)\n linear(3)`, LENGTH],
    [
      'a memory',
      `layer: repeat 2 {${preNorm} }\n residual { attention(2, memory: word) }\n take_token(0)\n linear(3)`,
      LENGTH,
    ],
  ])('computes the same with %s, and one row of the last layer', async (_, body, length) => {
    const whole = network(body);
    const less = withoutUnreadRows(whole);
    expect(rowsOf(whole, 'gelu')).toEqual([length, length]);
    expect(rowsOf(less, 'gelu')).toEqual([length, 1]);
    const { given, results } = await computed(whole);
    const other = await computed(less, given);
    expect(Object.keys(other.results).sort()).toEqual(Object.keys(results).sort());
    for (const [name, expected] of Object.entries(results)) expectClose(other.results[name]!, expected, 1e-12);
  });

  test('keeps what another statement reads whole', async () => {
    const whole = network(
      `both: {${preNorm} }\n first: take_token(0)\n from both\n mean: global_pool\n sum(first, mean)`,
    );
    const less = withoutUnreadRows(whole);
    expect(rowsOf(less, 'gelu')).toEqual([LENGTH]);
    const { given, results } = await computed(whole);
    expectClose((await computed(less, given)).results.output!, results.output!, 1e-12);
  });

  test.each([
    ['nothing takes a row', `${preNorm}\n global_pool`],
    ['different rows are taken', `both: {${preNorm} }\n a: take_token(0)\n from both\n b: take_token(1)\n sum(a, b)`],
  ])('is the whole one where %s', (_, body) => {
    const whole = network(body);
    expect(withoutUnreadRows(whole)).toBe(whole);
  });

  test.each([
    ['a causal mask', 'attention(2, causal: true)'],
    ['a norm over all rows', 'batchnorm'],
  ])('computes all rows before %s', (_, statement) => {
    const whole = network(`linear(6); gelu\n ${statement}\n gelu\n take_token(0)`);
    expect(rowsOf(withoutUnreadRows(whole), 'gelu')).toEqual([LENGTH, 1]);
  });

  test('leaves out at random what it computes', () => {
    const whole = network(`layer: repeat 2 {${preNorm} }\n take_token(0)\n linear(3)`);
    const { masks } = lowered(whole, {
      batch: 2,
      mode: 'train',
      elementType: 'float64',
      regularisation: { dropout: 0.1, stochasticDepth: 0.2 },
    });
    const shapes = masks.filter(({ name }) => name.endsWith('elements')).map(({ tensor }) => tensor.shape);
    expect(shapes).toEqual([
      [2, LENGTH, 6],
      [2, LENGTH, 6],
      [2, 1, 6],
      [2, 1, 6],
      [2, 6],
    ]);
    expect(masks.filter(({ name }) => name.endsWith('samples')).map(({ rate }) => rate)).toEqual([
      0.05, 0.1, 0.15000000000000002, 0.2,
    ]);
  });
});

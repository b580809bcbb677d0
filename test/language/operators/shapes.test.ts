import { describe, expect, it } from 'vitest';
import { createPool } from '../../../language/cost/expression.ts';
import { rangeOf } from '../../../language/cost/range.ts';
import type { OperatorName } from '../../../language/operators/arguments.ts';
import { settleArguments, shapeOf } from '../../../language/operators/use.ts';
import { image, sequence, settle, settleWell, tokens, vector } from './settled.ts';

type Case = readonly [
  what: string,
  operator: OperatorName,
  given: Parameters<typeof settle>[1],
  inputs: Parameters<typeof settle>[2],
  message: string,
];

const problemOf = (...use: Parameters<typeof settle>) => {
  const settled = settle(...use);
  return 'problem' in settled ? settled.problem : settled.failures.join('; ');
};

describe('an operator that cannot stand there says what would be right', () => {
  it.each<Case>([
    [
      'a linear layer on an image',
      'linear',
      { out: 8 },
      [image(4, 8)],
      '`linear` takes a sequence, a vector, a graph or a stack, and is given an image; for a linear map of the channels write ' +
        '`conv(out, kernel: 1)`, or `global_pool` first',
    ],
    [
      'attention on an image',
      'attention',
      { heads: 2 },
      [image(4, 8)],
      '`attention` takes a sequence, and is given an image; write `to_tokens` first',
    ],
    [
      'a linear layer on token ids',
      'linear',
      { out: 8 },
      [tokens(4)],
      '`linear` takes a sequence, a vector, a graph or a stack, and is given token ids; write `embedding(vocabulary, dim)` first',
    ],
    ['a sum of one', 'sum', {}, [vector(4)], '`sum` reads at least 2 values, and is given 1'],
    [
      'three sequences into attention',
      'attention',
      { heads: 2 },
      [sequence(2, 2), sequence(2, 2), sequence(2, 2)],
      '`attention` reads 1 to 2 values, and is given 3',
    ],
    [
      'a sum of kinds',
      'sum',
      {},
      [image(4, 8), vector(4)],
      '`sum` joins values of one kind, and is given an image and a vector; bring them to the same kind first (`to_tokens`, `global_pool`, `take_token`)',
    ],
    [
      'a sum of sizes',
      'sum',
      {},
      [image(4, 8), image(6, 8)],
      '`sum`: image[4, 8, 8] and image[6, 8, 8] do not meet; their sizes must be equal',
    ],
    [
      'a product with a vector of another width',
      'product',
      {},
      [image(4, 8), vector(6)],
      '`product`: image[4, 8, 8] and vector[6] do not meet; their sizes must be equal',
    ],
    [
      'a concatenation of other heights',
      'concat',
      {},
      [image(4, 8), image(4, 7, 8)],
      '`concat`: image[4, 8, 8] and image[4, 7, 8] do not meet; all sizes but the joined one must be equal',
    ],
    [
      'a length of images',
      'concat',
      { along: 'length' },
      [image(4, 8), image(4, 8)],
      '`concat` along `length` joins sequences, and is given an image; leave out `along` to join widths',
    ],
    [
      'a window larger than the image',
      'conv',
      { out: 8, kernel: 5, padding: 0 },
      [image(4, 3)],
      '`conv`: a window of 5 does not fit image[4, 3, 3] with padding 0; use a smaller kernel, more padding or fewer strides before it',
    ],
    [
      'groups that do not divide',
      'conv',
      { out: 8, kernel: 3, groups: 3 },
      [image(4, 8)],
      '`conv`: 3 groups do not divide 4 input and 8 output channels; both must be multiples of `groups`',
    ],
    [
      'padding over half a pooling window',
      'max_pool',
      { kernel: 2, padding: 2 },
      [image(4, 8)],
      '`max_pool`: padding of 2 is over half the window of 2, so some windows would hold nothing but padding; use at most `floor(kernel / 2)`',
    ],
    [
      'a token past the end',
      'take_token',
      { index: 5 },
      [sequence(5, 4)],
      '`take_token`: there is no row 5 in a sequence of 5; rows count from 0',
    ],
    [
      'rows past the end',
      'take_tokens',
      { start: 2, count: 4 },
      [sequence(5, 4)],
      '`take_tokens`: there are no 4 rows from 2 on in a sequence of 5; rows count from 0',
    ],
    [
      'fewer positions than tokens',
      'position_embedding',
      { positions: 4 },
      [sequence(5, 4)],
      '`position_embedding`: 4 positions do not reach over a sequence of 5; leave out `positions`, or give at least the length',
    ],
    [
      'relative positions of no square image',
      'attention',
      { heads: 1, relative_keys: 2 },
      [sequence(6, 4)],
      '`attention`: relative positions need the tokens of a square image, after one class token or none, and 6 tokens are none; leave them out, or make the image square and its size fixed',
    ],
    [
      'relative positions in another sequence',
      'attention',
      { heads: 1, relative_values: 2 },
      [sequence(4, 4), sequence(4, 4)],
      '`attention`: relative positions lie between the tokens of one image; leave out `memory`, or them',
    ],
    [
      'channels past the end',
      'take_channels',
      { start: 2, count: 4 },
      [image(4, 8)],
      '`take_channels`: there are no 4 channels from 2 on in image[4, 8, 8], which has 4; they count from 0',
    ],
    [
      'a shuffle of groups that do not divide',
      'channel_shuffle',
      { groups: 3 },
      [image(4, 8)],
      '`channel_shuffle`: 3 groups do not divide 4 channels; give a number of groups that does',
    ],
    [
      'a crop of everything',
      'crop',
      { top: 4, bottom: 4 },
      [image(4, 8)],
      '`crop`: nothing is left of image[4, 8, 8]; cut off less',
    ],
    [
      'a width that no head divides',
      'attention',
      { heads: 3 },
      [sequence(5, 32)],
      '`head_dim` of `attention` is 10.666666666666666, and must be a whole number of at least 1; give `head_dim`, or a width that every number of heads divides',
    ],
    [
      'a kernel of nothing',
      'depthwise_conv',
      { kernel: 0, padding: 0 },
      [image(4, 8)],
      '`kernel` of `depthwise_conv` is 0, and must be a whole number of at least 1',
    ],
    [
      'a flag that is a number',
      'batchnorm',
      { affine: 1 },
      [image(4, 8)],
      '`affine` of `batchnorm` is 1, and must be true or false',
    ],
    [
      'a number that is a name',
      'scale',
      { init: 'relu' },
      [image(4, 8)],
      '`init` of `scale` is relu, and must be a number',
    ],
    [
      'an axis that is none',
      'concat',
      { along: 'depth' },
      [vector(4), vector(4)],
      '`along` of `concat` is depth, and must be `width` or `length`',
    ],
    [
      'a share over all',
      'dropout',
      { rate: 1 },
      [vector(4)],
      '`rate` of `dropout` is 1, and must be at least 0 and under 1',
    ],
  ])('%s', (_, operator, given, inputs, message) => {
    expect(problemOf(operator, given, inputs)).toBe(message);
  });
});

describe('shapes over decisions', () => {
  const domains = [
    [3, 5, 7],
    [32, 64],
  ];
  const pool = createPool((index) => domains[index]!);
  const [kernel, width] = [pool.decision(0), pool.decision(1)];
  const input = { kind: 'image', channels: width, height: pool.constant(28), width: pool.constant(28) } as const;
  const shape = (operator: 'conv' | 'depthwise_conv', given: Record<string, typeof kernel>) => {
    const { settled } = settleArguments(pool, operator, given, [input], false);
    const shaped = shapeOf(pool, { operator, arguments: settled, inputs: [input] });
    if ('problem' in shaped) throw new Error(shaped.problem.message);
    return shaped;
  };

  it('do not depend on a kernel that pads for itself', () => {
    const { output } = shape('conv', { out: width, kernel, stride: pool.constant(2) });
    expect(output).toMatchObject({ channels: width, height: pool.constant(14), width: pool.constant(14) });
  });

  it('demand a fixed group width of elastic channels', () => {
    const fixed = (groups: typeof kernel) =>
      shape('conv', { out: width, kernel, groups })
        .requirements.filter((requirement) => requirement.kind === 'fixed')
        .map(({ expression }) => rangeOf(expression, (index) => domains[index]!));
    expect(fixed(pool.constant(4))).toEqual([
      { low: 8, high: 16, exact: true },
      { low: 8, high: 16, exact: true },
    ]);
    expect(fixed(pool.apply('divide', width, pool.constant(8)))).toEqual([
      { low: 8, high: 8, exact: true },
      { low: 8, high: 8, exact: true },
    ]);
    expect(fixed(pool.constant(1))).toEqual([]);
  });

  it('hold without conditions where nothing can fail', () => {
    const { requirements } = shape('depthwise_conv', { kernel });
    const open = requirements.filter((one) => one.kind === 'holds' && one.condition.kind !== 'constant');
    expect(open).toEqual([]);
    expect(settleWell('depthwise_conv', { kernel: 3 }, [image(4, 8)]).failures).toEqual([]);
  });
});

import { expertsAreEnough } from '../checks/experts-are-enough.ts';
import { sharesFit } from '../checks/shares-fit.ts';
import type { SymbolicType } from '../space/space.ts';
import { alike } from './alike.ts';
import type { Operator, Requirement } from './operator.ts';
import { weight } from './tensors.ts';
import { formatSymbolicType, withWidth } from './type.ts';

type Sequence = Extract<SymbolicType, { kind: 'sequence' }>;

export const router: Operator<'router'> = {
  documentation:
    'What sends every row to its experts in `route`: softmax(x W^T) over the experts, of which every row keeps its ' +
    '`top` largest shares, as they are, and sets the rest to 0 (Shazeer et al. 2017; Fedus et al. 2022).',
  arguments: {
    experts: { kind: 'size', documentation: 'How many experts there are.' },
    top: { kind: 'size', documentation: 'To how many of them each row is sent.' },
  },
  inputs: {
    least: 1,
    most: 1,
    kinds: ['sequence'],
    instead: { image: 'write `to_tokens` first', tokens: 'write `embedding(vocabulary, dim)` first' },
  },
  shape: ({ algebra, inputs, arguments: { experts, top } }) => {
    const enough: Requirement = {
      kind: 'holds',
      condition: algebra.atMost(top, experts),
      problem: (at) => expertsAreEnough(at(top), at(experts)),
    };
    return { output: withWidth(inputs[0]!, experts), requirements: [enough] };
  },
  tensors: ({ algebra, inputs, arguments: { experts } }) => {
    const { width } = inputs[0] as Sequence;
    return [weight(algebra, 'weight', [experts, width], { fanIn: width, gain: 1 })];
  },
  macs: ({ algebra, inputs, arguments: { experts } }) => {
    const { length, width } = inputs[0] as Sequence;
    return algebra.times(length, width, experts);
  },
};

export const mixture: Operator<'mixture'> = {
  documentation:
    'Adds values of equal shape, each row of each one times its share: the first value has a column of shares for ' +
    'every value after it. What `route` joins its experts by.',
  arguments: {},
  inputs: { least: 2, most: Number.POSITIVE_INFINITY, kinds: ['sequence'] },
  shape: ({ algebra, inputs: [shares, ...values] }) => {
    const rest = alike(algebra, 'mixture', values, (first) => first);
    if ('problem' in rest) return rest;
    const { length, width } = shares as Sequence;
    const shareEach: Requirement = {
      kind: 'holds',
      condition: algebra.and(
        algebra.equal(length, (values[0] as Sequence).length),
        algebra.equal(width, values.length),
        algebra.constant(true),
      ),
      problem: (at) => sharesFit(formatSymbolicType(shares!, at), values.length, at((values[0] as Sequence).length)),
    };
    return { ...rest, requirements: [...rest.requirements, shareEach] };
  },
};

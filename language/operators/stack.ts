import { stackedWeightsFit } from '../checks/stacked-weights-fit.ts';
import type { SymbolicStack, SymbolicType } from '../space/space.ts';
import { alike } from './alike.ts';
import type { Operator, Requirement } from './operator.ts';
import { elementsOf, formatSymbolicType, rowsOf, widthOf } from './type.ts';

export const stack: Operator<'stack'> = {
  documentation:
    'Puts values of equal shape side by side at every row: K sequences or graphs of [n, d] become stack[n, K, d], in ' +
    'which `linear` and activations work on every one of them.',
  arguments: {},
  inputs: { least: 1, most: Number.POSITIVE_INFINITY, kinds: ['sequence', 'graph'] },
  shape: ({ algebra, inputs }) =>
    alike(algebra, 'stack', inputs, (first) => ({
      kind: 'stack',
      count: algebra.constant(inputs.length),
      of: first as SymbolicStack['of'],
    })),
};

export const reduce_sum: Operator<'reduce_sum'> = {
  documentation:
    'Adds up what is stacked: stack[n, K, d] becomes [n, d] again. `weights: label` gives every one of them a factor, ' +
    'a stack[n, K, 1], in one matrix product for each row (DAGNN, Liu et al. 2020).',
  arguments: {},
  inputs: {
    least: 1,
    most: 2,
    kinds: ['stack'],
    label: 'weights',
    instead: { sequence: 'write `stack(a, …)` first', graph: 'write `stack(a, …)` first' },
  },
  shape: ({ algebra, inputs }) => {
    const [values, weights] = inputs as readonly [SymbolicStack, SymbolicStack?];
    const requirements = weights === undefined ? [] : [weightEach(values, weights)];
    return { output: values.of, requirements };

    function weightEach(stacked: SymbolicStack, factors: SymbolicStack): Requirement {
      const rows = (type: SymbolicStack['of']) => rowsOf(algebra, type);
      return {
        kind: 'holds',
        condition: algebra.and(
          algebra.equal(rows(stacked.of), rows(factors.of)),
          algebra.equal(stacked.count, factors.count),
          algebra.equal(widthOf(factors), 1),
          algebra.constant(true),
        ),
        problem: (at) => {
          const wanted = `stack[${at(rows(stacked.of))}, ${at(stacked.count)}, 1]`;
          return stackedWeightsFit(formatSymbolicType(factors, at), formatSymbolicType(stacked, at), wanted);
        },
      };
    }
  },
  // A weighted sum is a product of a row of factors with a matrix; adding up alone is free.
  activationMacs: ({ algebra, inputs }) =>
    inputs.length > 1 ? elementsOf(algebra, inputs[0] as SymbolicType) : algebra.constant(0),
};

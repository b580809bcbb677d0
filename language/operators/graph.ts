import type { SymbolicType } from '../space/space.ts';
import type { Operator } from './operator.ts';

type Graph = Extract<SymbolicType, { kind: 'graph' }>;

export const propagate: Operator<'propagate'> = {
  documentation:
    'Every node becomes the sum of its own vector and those of the nodes that edges come from: A x, with A the ' +
    'adjacency with self-loops, normalised symmetrically, D^-1/2 (A + I) D^-1/2 (Kipf and Welling 2017). An edge that ' +
    'goes both ways is given twice.',
  arguments: {},
  inputs: {
    least: 1,
    most: 1,
    kinds: ['graph'],
    instead: { sequence: 'only a graph has edges: declare the input as `graph[nodes, edges, width]`' },
  },
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  activationMacs: ({ algebra, inputs }) => {
    const { nodes, edges, width } = inputs[0] as Graph;
    return algebra.times(algebra.plus(edges, nodes), width);
  },
};

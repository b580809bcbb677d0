import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, genomeOf, type Network, networkAt } from '../../../language/index.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';
import { referenceOutput } from './reference.ts';

/** DAGNN on a graph of 9 nodes and 24 edges. */
const text = readFileSync('examples/dagnn.lithe', 'utf8').replace('graph[2708, 10556, 1433]', 'graph[9, 24, 5]');
const { spaces, diagnostics } = compile(text, { file: 'dagnn.lithe' });

function dagnn(hops: number): Network {
  const found = genomeOf(spaces[0]!, { hops, hidden: 16 });
  if ('problems' in found) throw new Error(found.problems.join());
  return networkAt(spaces[0]!, found.genome);
}

test.each([1, 3])(
  'DAGNN of %i hops gives what whole matrices give, and the gradients of central differences',
  async (hops) => {
    expect(diagnostics).toEqual([]);
    const network = dagnn(hops);
    const { graph, output } = lowered(network, { batch: 1, mode: 'evaluate', elementType: 'float64' });
    graph.output('output', output);
    const feeds = randomFeeds(graph, 4, 9);
    const { output: actual } = await (await compiled(graph))(feeds);
    const inputs = { papers: feeds.papers!, 'papers.edges': feeds['papers.edges']! };
    expectClose(
      actual!,
      referenceOutput(network, inputs, (use) => feeds[use.stored]!),
      1e-12,
    );
    const floats = graph.inputs.map(({ tensor }) => tensor).filter(({ type }) => type === 'float64');
    await expectGradients(graph, output, floats, feeds, 20);
  },
);

import { expect, it } from 'vitest';
import { compile, costsAt, genomeOf, type Network, networkAt } from '../../../language/index.ts';
import { settledCosts } from '../programs/settled-costs.ts';

/** As costsAt gives it, by the second implementation. */
function priced(network: Network) {
  const { macs, bitops, params, bytes, activations } = settledCosts(network);
  return { macs: macs.matmul, bitops: bitops.matmul, params, bytes, activations };
}

const compiled = (body: string) =>
  compile(`supernet OnGraph { input papers: graph[30, 80, 12]\n${body}\n}`, { file: 'graph.lithe' });

it('keeps a graph a graph through what works on single nodes', () => {
  const { diagnostics, spaces } = compiled(
    'linear(6); relu; layernorm; dropout(0.5); propagate; residual { linear(6); propagate }; global_pool; linear(papers.nodes - papers.edges / 4)',
  );
  expect(diagnostics).toEqual([]);
  expect(costsAt(spaces[0]!, [])).toEqual(priced(networkAt(spaces[0]!, [])));
  expect(costsAt(spaces[0]!, []).macs).toBe(30 * 12 * 6 + 110 * 6 + 30 * 6 * 6 + 110 * 6 + 6 * 10);
});

it('stacks one value and several, and adds them up again', () => {
  const { diagnostics, spaces } = compiled(`
    start: linear(4)
    elastic hops in 0..3
    hop: repeat hops { propagate }
    elastic seen in 1..2
    from start
    branch sum { once { stack(start); reduce_sum } twice { stack(start, start); tanh; reduce_sum } }
    all: stack(x, start)
    share: { linear(1); sigmoid }
    from all
    reduce_sum(weights: share)
    linear(seen * hops + 1)
    propagate`);
  expect(diagnostics.map(({ code }) => code)).toEqual(['lost-value']);
  const found = genomeOf(spaces[0]!, { hops: 2, seen: 2 });
  if ('problems' in found) throw new Error(found.problems.join());
  const network = networkAt(spaces[0]!, found.genome);
  expect(costsAt(spaces[0]!, found.genome)).toEqual(priced(network));
  expect(network.values[network.output]).toEqual({ kind: 'graph', nodes: 30, edges: 80, width: 5 });
});

it.each([
  ['stack(papers); linear(2); reduce_sum(weights: papers)', /takes a stack, and is given a graph/],
  ['stack(papers, papers); reduce_sum(weights: x)', /weights of stack\[30, 2, 12\] do not fit.*stack\[30, 2, 1\]/],
  ['a: linear(4); stack(papers, a)', /do not meet/],
  ['reduce_sum', /write `stack\(a, …\)` first/],
  ['attention(2)', /takes a sequence, and is given a graph/],
  ['linear(papers.length)', /with nodes, edges, width/],
])('is refused where shapes do not fit: %s', (body, says) => {
  expect(compiled(body).diagnostics[0]?.message).toMatch(says);
});

it('says how a graph is declared', () => {
  const { diagnostics } = compile('supernet S { input g: graph[3, 4]; relu }', { file: 'g.lithe' });
  expect(diagnostics[0]?.message).toMatch(/graph\[nodes, edges, width\].*`graph` of 2 sizes/);
});

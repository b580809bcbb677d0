import { describe, expect, it } from 'vitest';
import {
  activity,
  compile,
  costRange,
  costsAt,
  type Genome,
  genomeOf,
  largest,
  type Network,
  networkAt,
  type Space,
} from '../../../language/index.ts';
import { settledCosts } from '../programs/settled-costs.ts';

/** As costsAt gives it, by the second implementation. */
function priced(network: Network) {
  const { macs, bitops, params, bytes, activations } = settledCosts(network);
  return { macs: macs.matmul, bitops: bitops.matmul, params, bytes, activations };
}

function compiled(body: string) {
  return compile(`supernet Routed { input x: sequence[10, 8]\n${body}\n}`, { file: 'routed.lithe' });
}

function spaceOf(body: string): Space {
  const { spaces, diagnostics } = compiled(body);
  expect(diagnostics).toEqual([]);
  return spaces[0]!;
}

function allGenomes({ decisions }: Space): Genome[] {
  return decisions.reduce<Genome[]>(
    (genomes, { values }) => genomes.flatMap((genome) => values.map((_, index) => [...genome, index])),
    [[]],
  );
}

const body = { params: 16 * 9 + 8 * 17, macs: 10 * 2 * 16 * 8 };

describe('a route', () => {
  it.each([
    [4, 1],
    [4, 3],
    [7, 2],
    [1, 1],
    [40, 2],
  ])('of %i experts, each row to %i, costs what systems of experts publish', (experts, top) => {
    const space = spaceOf(`route ${experts} top ${top} { linear(16); gelu; linear(8) }`);
    expect(costsAt(space, [])).toMatchObject({
      params: experts * body.params + 8 * experts,
      macs: 10 * 8 * experts + top * body.macs,
    });
    expect(costsAt(space, [])).toEqual(priced(networkAt(space, [])));
  });

  it('sends as many rows to each expert as it can, and one more to the first ones', () => {
    const { operators } = networkAt(spaceOf('ffn: route 4 top 3 { layernorm }'), []);
    expect(operators.map(({ path, rows }) => [path, rows])).toEqual([
      ['ffn.router', undefined],
      ['ffn[0].layernorm', 8],
      ['ffn[1].layernorm', 8],
      ['ffn[2].layernorm', 7],
      ['ffn[3].layernorm', 7],
      ['ffn.mixture', undefined],
    ]);
  });

  it('names the decisions of its experts after their place, and uses the first ones', () => {
    const space = spaceOf(`elastic experts in [2, 4]\nelastic top in 1..2
      ffn: route experts top top { elastic hidden in [8, 16]; linear(hidden); relu; linear(8) }
      route 2 top 1 { linear(8) }`);
    expect(space.decisions.map(({ path }) => path)).toEqual([
      'experts',
      'top',
      ...[0, 1, 2, 3].map((i) => `ffn[${i}].hidden`),
    ]);
    const found = genomeOf(space, { experts: 2 });
    if ('problems' in found) throw new Error(found.problems.join());
    expect(activity(space, found.genome)).toEqual([true, true, true, true, false, false]);
    const paths = networkAt(space, found.genome).operators.map(({ path }) => path);
    expect(paths).toContain('ffn[1].linear_2');
    expect(paths).not.toContain('ffn[2].linear');
    expect(paths).toContain('route[1].linear');
  });

  it('is priced exactly everywhere in a space of open experts, widths and numbers of experts used', () => {
    const space = spaceOf(`elastic experts in [2, 3, 5]\nelastic top in [1, 2]
      residual { layernorm; route experts top top { elastic hidden in [4, 12]; linear(hidden); gelu; linear(8) } }`);
    const costs = allGenomes(space).map((genome) => {
      const found = costsAt(space, genome);
      expect(found).toEqual(priced(networkAt(space, genome)));
      return found;
    });
    for (const metric of ['macs', 'params', 'activations'] as const) {
      const numbers = costs.map((cost) => cost[metric]);
      expect(costRange(space, metric)).toMatchObject({
        smallest: { value: Math.min(...numbers) },
        largest: { value: Math.max(...numbers) },
      });
    }
  });

  it('may stand in an expert of another', () => {
    const space = spaceOf('route 2 top 1 { route 3 top 2 { linear(8, bias: false) } }');
    // Of 10 rows 5 go to each outer expert, and each of those to two of three inner ones.
    expect(costsAt(space, []).macs).toBe(10 * 8 * 2 + 10 * 8 * 3 + 10 * 2 * 64);
    expect(costsAt(space, []).params).toBe(8 * 2 + 2 * (8 * 3 + 3 * 64));
  });

  it('has most parameters and most multiply-accumulates in different networks', () => {
    const space = spaceOf(
      'elastic experts in [1, 8]\nchoose how { all { route 2 top 2 { linear(64); linear(8) } } few { route experts top 1 { linear(64); linear(8) } } }',
    );
    const [macs, params] = [costRange(space, 'macs'), costRange(space, 'params')];
    if ('problem' in macs || 'problem' in params) throw new Error('no range');
    expect(macs.largest.genome).not.toEqual(params.largest.genome);
  });

  it.each([
    ['elastic top in 1..3\nroute 2 top top { linear(8) }', /3 of 2 experts.*top = 3/],
    ['elastic experts in [1, 2, 4]\nroute experts top 2 { linear(8) }', /2 of 1 experts.*experts = 1/],
    ['route 0 top 1 { linear(8) }', /the count `0` is as low as 0; make it at least 1/],
    ['route 2.5 top 1 { linear(8) }', /must be whole/],
    ['route 4 top 0 { linear(8) }', /`top` of `router` is 0/],
    ['take_token(0)\nroute 2 top 1 { linear(8) }', /takes a sequence, and is given a vector/],
    ['route 2 top 1 { global_pool }', /`global_pool` inside a `route`/],
  ])('is refused where it cannot be: %s', (text, says) => {
    const { diagnostics } = compiled(text);
    expect(diagnostics[0]?.message).toMatch(says);
  });

  it('must give values of one width', () => {
    const { diagnostics } = compiled('route 2 top 1 { elastic out in [4, 8]; linear(out) }');
    expect(diagnostics[0]?.message).toMatch(/`mixture`: sequence\[10, 4\] and sequence\[10, 8\] do not meet/);
  });

  it('shows a half-written one as far as it goes', () => {
    for (const text of [
      'route',
      'route 4',
      'route 4 top',
      'route 4 top 2',
      'route 4 top 2 {',
      'route n top 2 { relu }',
    ]) {
      expect(() => compiled(text)).not.toThrow();
    }
    expect(largest(spaceOf('route 4 top 2 {}'))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, costRange, costsAt, type Genome, rangeShares, type Space } from '../../../language/index.ts';
import { programs } from '../programs/program.ts';
import { compiledProgram } from '../programs/properties.ts';
import { spaceOf } from '../space/compiled.ts';

function sharesOf(space: Space): readonly number[] {
  const shares = rangeShares(space, 'macs');
  if ('problem' in shares) throw new Error(shares.problem.message);
  return shares;
}

function orders(of: readonly number[]): readonly (readonly number[])[] {
  if (of.length === 0) return [[]];
  return of.flatMap((first) => orders(of.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

/** The mean gain of each decision over all orders, by pricing every sub-network on every way. */
function meanGains(space: Space): readonly number[] {
  const range = costRange(space, 'macs');
  if ('problem' in range) throw new Error(range.problem.message);
  const end = (which: 'smallest' | 'largest'): Genome => {
    const { genome } = range[which];
    const active = activity(space, genome);
    return space.decisions.map((decision, i) => (active[i] ? genome[i]! : decision[which]));
  };
  const [from, to] = [end('smallest'), end('largest')];
  const gains = space.decisions.map(() => 0);
  const ways = orders(space.decisions.map((_, index) => index));
  for (const way of ways) {
    let genome = from;
    for (const index of way) {
      const next = genome.with(index, to[index]!);
      gains[index]! += costsAt(space, next).macs - costsAt(space, genome).macs;
      genome = next;
    }
  }
  const whole = range.largest.value - range.smallest.value;
  return gains.map((gain) => (whole === 0 ? 0 : gain / ways.length / whole));
}

describe('shares of a range', () => {
  it('are mean gains over all orders, and add up to the whole', () => {
    let open = 0;
    const property = fc.property(programs, (program) => {
      const space = compiledProgram(program).spaces[0]!;
      if (space.decisions.length > 5) return;
      const shares = sharesOf(space);
      for (const [i, gain] of meanGains(space).entries()) expect(shares[i]).toBeCloseTo(gain, 10);
      const sum = shares.reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(Math.round(sum), 10);
      open += Number(Math.round(sum) === 1);
    });
    fc.assert(property, { numRuns: 100, seed: 20261122 });
    expect(open).toBeGreaterThan(20);
  });

  it('are spans where costs add up, and nothing for what costs nothing', () => {
    const space = spaceOf(`
      elastic a in [1, 4]
      elastic b in [2, 3]
      elastic act in [relu, gelu]
      linear(a); act; linear(8); linear(b); linear(8)`);
    expect(sharesOf(space)).toEqual([0.75, 0.25, 0]);
  });

  it('are split between a depth and what it hides', () => {
    const space = spaceOf(`
      elastic depth in 0..1
      layer: repeat depth { elastic hidden in [1, 3]; linear(hidden); linear(8) }
      linear(2)`);
    // 0, or 16 or 48 a layer: the depth adds 16 or 48, the hidden width nothing or 32.
    expect(sharesOf(space)).toEqual([32 / 48, 16 / 48]);
  });

  it('are zero where nothing is open', () => {
    expect(sharesOf(spaceOf('elastic act in [relu, gelu]\nact; linear(3)'))).toEqual([0]);
  });
});

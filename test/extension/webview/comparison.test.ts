import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharesOf } from '../../../extension/webview/run/comparison.ts';
import type { SubNetwork } from '../../../extension/webview/run/history.ts';

type Point = readonly [x: number, y: number];
const network = ([x, y]: Point): SubNetwork => ({ metrics: { x, y } }) as unknown as SubNetwork;
const cost = { goal: 'minimize', of: ({ metrics }: SubNetwork) => metrics.x } as const;
const score = { goal: 'maximize', of: ({ metrics }: SubNetwork) => metrics.y } as const;
const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), {
  minLength: 1,
  maxLength: 6,
});

describe('two fronts in the box that holds both', () => {
  it('dominate a share of it each', () => {
    const better = [network([0, 0]), network([5, 10])];
    const worse = [network([10, 10])];
    expect(sharesOf([better, worse], cost, score)).toEqual([0.5, 0]);
  });

  it('dominate as much as is counted cell by cell', () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        const shares = sharesOf([a.map(network), b.map(network)], cost, score);
        if (shares === undefined) return;
        // The box is that of the non-dominated of each.
        const front = (all: readonly Point[]) =>
          all.filter(([x, y]) => !all.some(([u, v]) => u <= x && v >= y && (u < x || v > y)));
        const both = [...front(a), ...front(b)];
        const [low, high] = [Math.min(...both.map(([x]) => x)), Math.max(...both.map(([x]) => x))];
        const [down, up] = [Math.min(...both.map(([, y]) => y)), Math.max(...both.map(([, y]) => y))];
        const counted = [a, b].map((all) => {
          let cells = 0;
          for (let x = low; x < high; x += 1)
            for (let y = down; y < up; y += 1) if (all.some(([u, v]) => u <= x && v >= y + 1)) cells += 1;
          return cells / ((high - low) * (up - down));
        });
        expect(shares[0]).toBeCloseTo(counted[0]!, 9);
        expect(shares[1]).toBeCloseTo(counted[1]!, 9);
      }),
    );
  });
});

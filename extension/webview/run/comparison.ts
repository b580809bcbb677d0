import type { RunDescription } from '../../front/messages.ts';
import { type Goal, stairs } from './front.ts';
import type { SubNetwork } from './history.ts';

/** The front of another run, drawn beside this one's. */
export interface Comparison {
  readonly folder: string;
  readonly name: string;
  readonly seed: number;
  readonly front: readonly SubNetwork[];
}

/** `OnDigits, 21 Nov, 10:12`. */
export function nameOfRun({ search, created }: RunDescription): string {
  const at = new Date(created).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${search}, ${at}`;
}

/**
 * What two fronts dominate on two axes, as shares of the box that holds both of them: their hypervolumes with one
 * reference point, the worst of both. Undefined where neither has an extent.
 */
export function sharesOf(
  fronts: readonly [readonly SubNetwork[], readonly SubNetwork[]],
  first: Goal<SubNetwork>,
  second: Goal<SubNetwork>,
): readonly [number, number] | undefined {
  const [a, b] = fronts.map((front) => stairs(front, first, second));
  const scales = [first, second].map((goal) => goodness([...a!, ...b!], goal));
  const [along, up] = scales;
  if (!along || !up || a!.length === 0 || b!.length === 0) return undefined;
  return [dominated(a!, along, up), dominated(b!, along, up)];
}

/** From the best of the first axis to the best of the second, slab by slab. */
function dominated(corners: readonly SubNetwork[], along: Scale, up: Scale): number {
  let [area, below] = [0, 0];
  for (const corner of corners) {
    area += along(corner) * Math.max(0, up(corner) - below);
    below = Math.max(below, up(corner));
  }
  return area;
}

type Scale = (network: SubNetwork) => number;

/** 0 for the worst, 1 for the best; undefined where all are alike. */
function goodness(networks: readonly SubNetwork[], goal: Goal<SubNetwork>): Scale | undefined {
  const values = networks.flatMap((network) => goal.of(network) ?? []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) return undefined;
  return (network) => {
    const share = ((goal.of(network) ?? low) - low) / (high - low);
    return goal.goal === 'maximize' ? share : 1 - share;
  };
}

import type { Configuration } from '../../../language/index.ts';

/** The non-dominated sub-networks of a run on the weights it ended with, as every command and picture shows them. */
export interface Front {
  readonly search: string;
  readonly space: string;
  readonly objectives: readonly FrontObjective[];
  /** By objective: what a sub-network must beat to add to the hypervolume. */
  readonly reference: Readonly<Record<string, number>>;
  /** Share of the box between reference and ideal that the front dominates, in [0, 1]. */
  readonly hypervolume: number;
  /** In rising order of the first objective that is minimised, of the first one where none is. */
  readonly points: readonly FrontPoint[];
  /** Id of the point at the knee; absent where there are no points. */
  readonly knee?: number;
  /** Evaluations that the search was given on these weights, non-dominated or not. */
  readonly evaluated: readonly FrontPoint[];
  /** The same-budget random control, where the search asked for one and it has begun. */
  readonly control?: {
    readonly hypervolume: number;
    readonly points: readonly FrontPoint[];
    readonly evaluations: number;
  };
  /** The largest and the smallest sub-network. */
  readonly ends: readonly FrontPoint[];
}

export interface FrontObjective {
  readonly name: string;
  readonly goal: 'maximize' | 'minimize';
}

export interface FrontPoint {
  readonly id: number;
  readonly config: Configuration;
  readonly metrics: Readonly<Record<string, number>>;
  /** On the held-out samples, measured once at the end. */
  readonly test?: Readonly<Record<string, number>>;
}

/** The two objectives that a flat picture shows: a cost to the right, quality upwards where there are both. */
export function pictureAxes({
  objectives,
}: Front): { readonly x: FrontObjective; readonly y: FrontObjective } | undefined {
  const x = objectives.find(({ goal }) => goal === 'minimize') ?? objectives[0];
  const y = objectives.find((objective) => objective !== x);
  return x && y && { x, y };
}

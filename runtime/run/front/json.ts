import type { Front } from './front.ts';

/** The front as the contract of the command line has it. */
export function frontJson(front: Front): object {
  const { objectives, reference, hypervolume, points, knee, control } = front;
  return {
    objectives,
    reference,
    hypervolume,
    points,
    ...(knee !== undefined && { knee }),
    ...(control && { control: { hypervolume: control.hypervolume, evaluations: control.evaluations } }),
  };
}

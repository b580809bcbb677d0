import type { Distill } from '../../language/index.ts';
import type { Lesson } from './objective.ts';

/** Whose outputs are soft targets: the largest network's of the same step, or those of a teacher's own weights. */
export type TeacherName = 'largest' | 'teacher';

/** What part of the soft targets is the teacher's in a step (from 0) out of `steps`: the `g` of InstaTune's loss. */
export function teacherShare(distill: Distill | undefined, step: number, steps: number): number {
  const teacher = distill?.teacher;
  return teacher !== undefined && step < teacher.until * steps ? teacher.share : 0;
}

/** The terms of InstaTune's loss that are a network's own: see Distill. */
export function lessonOf(
  distill: Distill | undefined,
  network: 'largest' | 'other',
  share: number,
): Lesson<TeacherName> {
  if (distill === undefined) return { labels: 1, soft: [], temperature: 1 };
  const { weight, temperature, labels } = distill;
  const isLargest = network === 'largest';
  const soft = [
    { from: 'largest', weight: isLargest ? 0 : weight * (1 - share) },
    { from: 'teacher', weight: weight * share },
  ] as const;
  return {
    labels: isLargest ? labels : 1 - weight,
    soft: soft.filter((term) => term.weight > 0),
    temperature,
  };
}

import type { Finetune, Genome } from '../../language/index.ts';
import type { Told } from '../data/samples.ts';
import { randomStream } from '../random.ts';
import { lessonOf, type TeacherName } from './lesson.ts';
import type { Lesson } from './objective.ts';
import type { StepNetwork } from './step.ts';
import type { SuperNetwork } from './super-network.ts';
import { compileTrainingGraph, type StepOptions, type TrainingGraph } from './training-graph.ts';

/** What a search asks of a step's graph, in one of so many shares of the batch. */
export function stepOptions(
  { batch, accumulate, labelSmoothing, dropout, stochasticDepth }: Finetune,
  { shares, told }: { readonly shares: number; readonly told: Told['kind'] },
  lesson: Lesson<TeacherName>,
): StepOptions {
  return {
    batch: batch / shares,
    parts: shares * accumulate,
    told,
    lesson,
    smoothing: labelSmoothing,
    regularisation: { dropout, stochasticDepth },
  };
}

/**
 * Which sub-networks each batch trains, the largest first, where `taught` of the soft targets is a teacher's. Only those
 * of every batch stay compiled.
 */
export function sampler(
  superNetwork: SuperNetwork,
  finetune: Finetune,
  options: { readonly seed: number; readonly shares: number; readonly threads: number; readonly told: Told['kind'] },
): (index: number, taught: number) => StepNetwork[] {
  const { seed, shares, threads, told } = options;
  const { sample, distill } = finetune;
  const { state, networkAt, largest, smallest } = superNetwork;
  const compile = (genome: Genome, lesson: Lesson<TeacherName>, kept: boolean): Promise<TrainingGraph> =>
    compileTrainingGraph(networkAt(genome), state, {
      ...stepOptions(finetune, { shares, told }, lesson),
      threads,
      kept,
    });
  /** One graph at a time: another one where another part of the soft targets is the teacher's. */
  const keep = (genome: Genome, network: 'largest' | 'other') => {
    let held: { readonly taught: number; readonly graph: Promise<TrainingGraph> } | undefined;
    return (taught: number): StepNetwork => ({
      async use(work) {
        if (held?.taught !== taught) {
          await (await held?.graph)?.session.release();
          held = { taught, graph: compile(genome, lessonOf(distill, network, taught), true) };
        }
        return work(await held.graph);
      },
    });
  };
  const once = (genome: Genome, taught: number): StepNetwork => ({
    async use(work) {
      const graph = await compile(genome, lessonOf(distill, 'other', taught), false);
      try {
        return await work(graph);
      } finally {
        await graph.session.release();
      }
    },
  });
  const always = { largest: keep(largest, 'largest'), smallest: keep(smallest, 'other') };
  const ordered = [...sample].sort((a, b) => Number(b.kind === 'largest') - Number(a.kind === 'largest'));
  return (index, taught) => {
    const random = randomStream(seed, 'sampled sub-networks', index);
    return ordered.flatMap((sampled) =>
      sampled.kind === 'random'
        ? Array.from({ length: sampled.count }, () => once(superNetwork.sample(random.uniform), taught))
        : [always[sampled.kind](taught)],
    );
  };
}

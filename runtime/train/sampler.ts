import type { Finetune, Genome } from '../../language/index.ts';
import type { Batch } from '../data/batches.ts';
import type { Told } from '../data/samples.ts';
import { shortened } from '../lower/shortened.ts';
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

/** How a step's networks are told apart from those of other steps. */
export interface Stage {
  /** Part of the soft targets that is a teacher's. */
  readonly taught: number;
  /** Names of the decisions that sampled networks have at their largest. */
  readonly closed: ReadonlySet<string>;
}

/**
 * Which sub-networks each batch trains, the largest first; the largest alone where nothing is open. Only those of every batch
 * stay compiled.
 */
export function sampler(
  superNetwork: SuperNetwork,
  finetune: Finetune,
  options: {
    readonly seed: number;
    readonly shares: number;
    readonly threads: number;
    readonly told: Told['kind'];
    /** Length of most batches of texts. */
    readonly usual?: number | undefined;
  },
): (index: number, stage: Stage) => StepNetwork[] {
  const { seed, shares, threads, told, usual } = options;
  const { sample, distill } = finetune;
  const { state, networkAt, largest, smallestWith } = superNetwork;
  const compile = (
    genome: Genome,
    { length }: Batch,
    lesson: Lesson<TeacherName>,
    kept: boolean,
  ): Promise<TrainingGraph> => {
    const network = networkAt(genome);
    return compileTrainingGraph(length === undefined ? network : shortened(network, length), state, {
      ...stepOptions(finetune, { shares, told }, lesson),
      threads,
      kept,
      // One graph of many steps may keep its memory, which saves up to a tenth of its time; those of all lengths may not.
      arena: kept && length === usual,
    });
  };
  /**
   * A graph for each length of texts: others where another network is asked for, or another part of the soft targets is the
   * teacher's.
   */
  const keep = (network: 'largest' | 'other') => {
    const held = new Map<number | undefined, Promise<TrainingGraph>>();
    let heldFor: string | undefined;
    return (genome: Genome, taught: number): StepNetwork => ({
      async use(batch, work) {
        const key = `${genome} ${taught}`;
        if (heldFor !== key) {
          for (const graph of held.values()) await (await graph).session.release();
          held.clear();
          heldFor = key;
        }
        const graph = held.get(batch.length) ?? compile(genome, batch, lessonOf(distill, network, taught), true);
        held.set(batch.length, graph);
        return work(await graph);
      },
    });
  };
  const once = (genome: Genome, taught: number): StepNetwork => ({
    async use(batch, work) {
      const graph = await compile(genome, batch, lessonOf(distill, 'other', taught), false);
      try {
        return await work(graph);
      } finally {
        await graph.session.release();
      }
    },
  });
  const always = { largest: keep('largest'), smallest: keep('other') };
  const ordered = [...sample].sort((a, b) => Number(b.kind === 'largest') - Number(a.kind === 'largest'));
  return (index, { taught, closed }) => {
    if (closed.size > 0 && !superNetwork.isOpen(closed)) return [always.largest(largest, taught)];
    const random = randomStream(seed, 'sampled sub-networks', index);
    return ordered.flatMap((sampled) =>
      sampled.kind === 'random'
        ? Array.from({ length: sampled.count }, () => once(superNetwork.sample(random.uniform, closed), taught))
        : [always[sampled.kind](sampled.kind === 'largest' ? largest : smallestWith(closed), taught)],
    );
  };
}

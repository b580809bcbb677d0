import type { Finetune, Genome } from '../../language/index.ts';
import type { Told } from '../data/samples.ts';
import { LitheError } from '../errors.ts';
import { peakBytes } from '../graph/peak-memory.ts';
import { elementCount } from '../graph/tensor.ts';
import { shortened } from '../lower/shortened.ts';
import { lessonOf, teacherShare } from './lesson.ts';
import { stepOptions } from './sampler.ts';
import type { SuperNetwork } from './super-network.ts';
import { buildTrainingGraph } from './training-graph.ts';

/** What sessions, their models and the workers take whatever they compute, as measured: `npm run bench:memory`. */
const PROGRAM = 64 * 2 ** 20;

/** Bytes that training takes at its peak, beside the data. */
export interface MemoryNeed {
  /** The program, and weights, gradients, moments, average, in both workers where there are two, and a teacher's weights. */
  readonly state: number;
  /** Values between the operators of a step, forward and back, with dropout's masks: in proportion to the batch. */
  readonly activations: number;
}

/**
 * What training takes, by the graphs that it will run. Graphs of every step keep the memory of their peak between runs;
 * of random sub-networks, which come one at a time, the largest possible one is counted. Of texts, graphs of the usual length keep
 * theirs while those of another run.
 */
export function memoryNeed(
  superNetwork: SuperNetwork,
  finetune: Finetune,
  {
    shares,
    told,
    usual,
  }: { readonly shares: number; readonly told: Told['kind']; readonly usual?: number | undefined },
): MemoryNeed {
  const { state, largest, smallest, networkAt } = superNetwork;
  const [weights, trained] = [4 * state.weights.length, 4 * state.gradients.length];
  // The other worker has weights, gradients and room for one network's; both sides exchange weights and gradients.
  const other = shares > 1 ? 2 * weights + 3 * trained : 0;
  const teacher = finetune.distill?.teacher ? shares * weights : 0;
  const taught = teacherShare(finetune.distill, 0, 1);
  const peakOf = (genome: Genome, network: 'largest' | 'other', length?: number): number => {
    const options = stepOptions(finetune, { shares, told }, lessonOf(finetune.distill, network, taught));
    const whole = networkAt(genome);
    const settled = length === undefined ? whole : shortened(whole, length);
    const { graph, masks } = buildTrainingGraph(settled, state, options);
    return peakBytes(graph) + masks.reduce((sum, { tensor }) => sum + 4 * elementCount(tensor.shape), 0);
  };
  const activations = finetune.sample.reduce((sum, { kind }) => {
    if (kind === 'smallest' && !finetune.shrink) return sum + peakOf(smallest, 'other');
    return sum + peakOf(largest, kind === 'largest' ? 'largest' : 'other');
  }, 0);
  // A random sub-network, counted whole, runs when no graph of another length does.
  const alone = usual !== undefined && !finetune.sample.some(({ kind }) => kind === 'random');
  const kept = alone ? peakOf(largest, 'largest', usual) : 0;
  return { state: PROGRAM + state.bytes + other + teacher, activations: shares * (activations + kept) };
}

/** Throws a LitheError of one line, with both figures and what would fit, where training takes more than is available. */
export function refuseTooLarge(
  need: MemoryNeed,
  available: number,
  { batch, accumulate }: Finetune,
  place: string,
): void {
  const { state, activations } = need;
  if (state + activations <= available) return;
  const fitting = Math.floor((batch * (available - state)) / activations);
  const smaller = largestPart(batch, fitting);
  const advice =
    smaller === undefined
      ? 'make the largest sub-network smaller, or take a machine with more memory'
      : `write \`batch ${smaller}\` and \`accumulate ${(accumulate * batch) / smaller}\`, whose steps take as many samples, or make the largest sub-network smaller`;
  throw new LitheError(
    `${place}: training takes about ${shown(state + activations)} of memory (${shown(state)} for the program, weights, gradients ` +
      `and moments, ${shown(activations)} for the activations of a batch of ${batch}), and ${shown(available)} are available: ${advice}.`,
  );
}

/** The largest part of a batch up to a size into which it can be divided. */
function largestPart(batch: number, most: number): number | undefined {
  for (let part = Math.min(most, batch - 1); part >= 1; part--) if (batch % part === 0) return part;
  return undefined;
}

function shown(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.round(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

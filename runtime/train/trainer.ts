import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { type Dataset, extents, type Genome, type Search } from '../../language/index.ts';
import { trainingBatches } from '../data/batches.ts';
import { countSamples } from '../data/counts.ts';
import { loadDataset } from '../data/dataset.ts';
import type { LoadedDataset } from '../data/samples.ts';
import { usualLength } from '../data/text/lengths.ts';
import { LitheError } from '../errors.ts';
import { createEvaluator } from '../evaluate/evaluator.ts';
import type { Measured } from '../evaluate/metrics.ts';
import { compileTexts, pickSearch, refuseErrors } from '../source.ts';
import { openWeights } from '../weights/load.ts';
import { fingerprintOf, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { onDevice } from './device/device-state.ts';
import { teacherShare } from './lesson.ts';
import { memoryNeed, refuseTooLarge } from './memory.ts';
import { momentsOf, startAverage } from './optimizer.ts';
import type { Answers, EngineJob, EngineSummary, SettledTensors, Split, StepReport } from './protocol.ts';
import { reorderBefore } from './reorder/reorder.ts';
import { sampler } from './sampler.ts';
import { learningRate } from './schedule.ts';
import { createOtherShare, MOST_SHARES, sharesOf } from './shares.ts';
import { closedAt } from './shrinking.ts';
import { accumulateGradients, type StepLosses } from './step.ts';
import { createSuperNetwork, type SuperNetwork } from './super-network.ts';
import { createTeacher, type Teacher } from './teacher.ts';
import { updater } from './updater.ts';

/** What the engine's worker does: see Engine. */
export interface Trainer {
  readonly summary: EngineSummary;
  train(until: number, every: number, report: (report: StepReport) => void): Promise<void>;
  accumulate(step: number, weights: Float32Array, gradients: Float32Array): Promise<StepLosses>;
  evaluate(genome: Genome, split: Split): Promise<Measured>;
  answers(genome: Genome, split: Split, from: number, to: number): Promise<Answers>;
  checkpoint(folder: string): Promise<string>;
  restore(file: string): Promise<number>;
  exportWeights(genome: Genome): Promise<SettledTensors>;
}

/** Compiles the texts, reads the data and initialises the weights. */
export async function createTrainer(job: EngineJob): Promise<Trainer> {
  const { search, space, dataset } = searchOf(job);
  const seed = job.seed ?? search.seed;
  const threads = job.threads ?? availableParallelism();
  const { finetune } = search;
  const given = job.weights === undefined ? undefined : openWeights(space, job.weights);
  const { share = 0 } = job;
  // The other worker of a step gets weights and gives gradients, and makes no step.
  const kept =
    share > 0 || !finetune
      ? { moments: 0 as const }
      : { moments: momentsOf(finetune.optimizer), averaged: finetune.ema !== undefined };
  const created = createSuperNetwork(space, kept, seed, given?.paths);
  given?.fill(created.state);
  if (created.state.kept === 'average') startAverage(created.state);
  const { device = 'cpu' } = job;
  const state = device === 'cpu' ? created.state : await onDevice(created.state, device);
  const superNetwork = { ...created, state };
  const data = job.data ?? (await loadDataset(dataset, dirname(dataset.source.file), endsOf(superNetwork), seed));
  const evaluator = createEvaluator({ state, data, threads, networkAt: superNetwork.networkAt });

  const epochs = finetune ? (job.epochs ?? finetune.epochs) : 0;
  const whole = superNetwork.networkAt(superNetwork.largest);
  // A device takes a batch whole.
  const alone = !finetune || state.device !== undefined;
  const shares = alone ? 1 : share > 0 ? MOST_SHARES : sharesOf(whole, state.weights.length, finetune.batch, threads);
  const told = data.told.kind;
  const usual = usualLength(data.train, data.intake);
  const need = finetune && memoryNeed(superNetwork, finetune, { shares, told, usual });
  if (need && share === 0 && !state.device) refuseTooLarge(need, process.availableMemory(), finetune, placeOf(search));
  const place = placeOf({ source: finetune?.batchSource ?? search.source });
  const batches = finetune && trainingBatches(data, { ...finetune, seed, share, shares, place });
  const stepsPerEpoch = batches?.stepsPerEpoch ?? 0;
  const steps = epochs * stepsPerEpoch;
  const ownThreads = share > 0 ? threads : Math.ceil(threads / shares);
  const networksOf = finetune && sampler(superNetwork, finetune, { seed, shares, threads: ownThreads, told, usual });
  const other =
    shares > 1 && share === 0 && epochs > 0
      ? await createOtherShare(job, Math.max(1, threads - ownThreads), state, data)
      : undefined;
  const teacher =
    finetune?.distill?.teacher && job.teacher !== undefined
      ? teacherOf(space, finetune.distill.teacher.weights, job.teacher, {
          batch: finetune.batch / shares,
          threads: ownThreads,
          device,
        })
      : undefined;
  const context = { state, seed, share, ...(teacher && { teacher }) };
  const ownShare = async (step: number): Promise<StepLosses> => {
    const { accumulate, distill } = finetune!;
    const stage = { taught: teacherShare(distill, step, steps), closed: closedAt(finetune!, step, steps) };
    const losses: StepLosses[] = [];
    for (let index = step * accumulate; index < (step + 1) * accumulate; index++) {
      const fresh = losses.length === 0;
      losses.push(
        await accumulateGradients(context, networksOf!(index, stage), await batches!.at(index), index, fresh),
      );
    }
    return meanLosses(losses);
  };
  const update = finetune && (await updater(state, finetune));
  let done = 0;

  return {
    summary: {
      fingerprint: fingerprintOf(state),
      parameters: [...state.tensors.values()].reduce((sum, { stored, count }) => sum + (stored.trained ? count : 0), 0),
      epochs,
      stepsPerEpoch,
      steps,
      samples: countSamples(data),
      told: data.told,
      intake: intakeOf(data),
      ...(need && { memory: need }),
    },
    async train(until, every, report) {
      if (!finetune || !update) return;
      const { optimizer, schedule } = finetune;
      let sums = { loss: 0, sampledLoss: 0, count: 0 };
      while (done < Math.min(until, steps)) {
        if (finetune.reorder) await reorderBefore(space, state, { finetune, step: done, steps });
        const rate = learningRate(schedule, optimizer.rate, done, steps);
        const started = other?.start(done);
        const own = await ownShare(done);
        const losses = started ? meanLosses([own, await started.join()]) : own;
        await update(done + 1, rate);
        done += 1;
        refuseDivergence(losses.loss + losses.sampledLoss, done, rate);
        sums = {
          loss: sums.loss + losses.loss,
          sampledLoss: sums.sampledLoss + losses.sampledLoss,
          count: sums.count + 1,
        };
        if (done % every === 0 || done === Math.min(until, steps)) {
          const { loss, sampledLoss, count } = sums;
          report({
            step: done,
            epoch: done / stepsPerEpoch,
            loss: loss / count,
            sampledLoss: sampledLoss / count,
            rate,
          });
          sums = { loss: 0, sampledLoss: 0, count: 0 };
        }
      }
    },
    async accumulate(step, weights, gradients) {
      state.weights.set(weights);
      const losses = await ownShare(step);
      gradients.set(state.gradients);
      return losses;
    },
    evaluate: (genome, split) => evaluator.measure(genome, samplesOf(data, split, dataset)),
    answers: (genome, split, from, to) => evaluator.answers(genome, samplesOf(data, split, dataset), from, to),
    async checkpoint(folder) {
      await state.device?.download();
      return writeCheckpoint(folder, state, { step: done, seed, fingerprint: fingerprintOf(state) });
    },
    async restore(file) {
      done = readCheckpoint(file, state, seed).step;
      await state.device?.upload();
      return done;
    },
    async exportWeights(genome) {
      await state.device?.download();
      return evaluator.settled(genome);
    },
  };
}

function searchOf({ source, search: name }: EngineJob) {
  const compilation = compileTexts(source);
  refuseErrors(compilation);
  const { search, space, dataset } = pickSearch(compilation, name);
  if (!dataset)
    throw fault(search, `the search ${search.name} names no data, so there is nothing to train or measure on`);
  const { finetune } = search;
  if (finetune && finetune.sample.length === 0) throw fault(search, 'sample names no sub-network to train');
  if (finetune?.distill && !finetune.sample.some(({ kind }) => kind === 'largest')) {
    throw fault(search, 'distill needs the largest among the sampled: write `sample largest, …`');
  }
  return { search, space, dataset };
}

function fault(search: Search, problem: string): LitheError {
  return new LitheError(`${placeOf(search)}: ${problem}.`);
}

function placeOf({ source: { file, line, column } }: Pick<Search, 'source'>): string {
  return `${file}:${line}:${column}`;
}

/** What goes into the network and how many numbers come out of it. */
function endsOf({ largest, smallest, networkAt }: SuperNetwork) {
  const { values, inputs, output } = networkAt(largest);
  /** Of the smallest table that a value is looked up in. */
  const rowsOf = (value: number): number =>
    Math.min(
      ...[largest, smallest].flatMap((genome) =>
        networkAt(genome).operators.flatMap((use) =>
          use.operator === 'embedding' && use.inputs[0] === value ? use.arguments.vocabulary : [],
        ),
      ),
    );
  return {
    inputs: inputs.map(({ name, value }) => ({ name, type: values[value]!, rows: rowsOf(value) })),
    outputs: extents(values[output]!).at(-1)!,
  };
}

/** A teacher whose weights are read when it is first asked. */
function teacherOf(...given: Parameters<typeof createTeacher>): Teacher {
  let teacher: Promise<Teacher> | undefined;
  return async (batch) => {
    teacher ??= createTeacher(...given);
    return (await teacher)(batch);
  };
}

function intakeOf({ intake }: LoadedDataset): EngineSummary['intake'] {
  if (intake.kind === 'tokens') return intake;
  const { levels: _, ...rest } = intake;
  return rest;
}

function samplesOf(data: LoadedDataset, split: Split, { name, source }: Dataset) {
  const samples = data[split];
  if (samples) return samples;
  const { file, line, column } = source;
  throw new LitheError(`${file}:${line}:${column}: the dataset ${name} names no ${split} files.`);
}

function refuseDivergence(loss: number, step: number, rate: number): void {
  if (Number.isFinite(loss)) return;
  throw new LitheError(
    `The loss is no longer a number at step ${step}, with a learning rate of ${rate.toPrecision(3)}: ` +
      'lower the rate, or warm up longer.',
  );
}

function meanLosses(all: readonly StepLosses[]): StepLosses {
  const mean = (of: keyof StepLosses): number => all.reduce((sum, losses) => sum + losses[of], 0) / all.length;
  return { loss: mean('loss'), sampledLoss: mean('sampledLoss') };
}

import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { countSubnetworks, type Dataset, filesOf, splitsOf } from '../../language/index.ts';
import { emptyClasses } from '../data/counts.ts';
import { LitheError } from '../errors.ts';
import type { Device } from '../session/session.ts';
import { readSource, refuseErrors, type SourceTexts } from '../source.ts';
import { createEngine, type Engine } from '../train/engine.ts';
import { type Asked, type HeldRun, type Overrides, readLedger, readRun, settleSearch } from './asked.ts';
import { carryOut, planOf } from './carry-out.ts';
import { Interrupted, type RunContext, type RunWatcher } from './context.ts';
import { removePartials, writeWhole } from './files.ts';
import { restoreNewest, writeCheckpoint } from './finetune.ts';
import { fingerprintOf } from './fingerprint.ts';
import { makeRunFolder, type RunRecord } from './folder.ts';
import { frontCsv } from './front/csv.ts';
import type { Front } from './front/front.ts';
import { frontOfRun } from './front/of-run.ts';
import { openJournal, readJournal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { lockFolder } from './lock.ts';
import { refuseOtherFiles, startingWeights, teacherWeights } from './starting-weights.ts';

export interface RunRequest {
  readonly file: string;
  /** Name of the search; absent: the file's only one. */
  readonly search?: string | undefined;
  /** Folder in which the run's folder is made. */
  readonly runs: string;
  /** What trains and measures; asked for once the text is known to be right. */
  readonly device: () => Promise<Device>;
  readonly overrides: Overrides;
  readonly versions: RunRecord['versions'];
}

export interface RunOutcome {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  readonly front: Front;
  /** False where it was interrupted, and can be resumed. */
  readonly finished: boolean;
}

/** Starts a run and carries it out. Nothing is written where what is asked cannot be done. */
export async function startRun(request: RunRequest, watcher: RunWatcher, signal: AbortSignal): Promise<RunOutcome> {
  const { source: read, compilation } = readSource(request.file);
  refuseErrors(compilation);
  const asked = settleSearch(compilation, request.search, request.overrides);
  const source: SourceTexts = { ...read, file: resolve(request.file) };
  const tell = (message: string): void => watcher.told(message);
  const weights = await startingWeights(asked, tell);
  const teacher = await teacherWeights(asked, tell);
  const { seed, evaluations, epochs } = request.overrides;
  const device = await request.device();
  const engine = await engineFor(asked, source, { weights: weights?.path, teacher: teacher?.path, device });
  try {
    const folder = makeRunFolder(resolve(request.runs), {
      format: 1,
      created: new Date().toISOString(),
      ...source,
      search: asked.search.name,
      overrides: { ...(evaluations !== undefined && { evaluations }), ...(epochs !== undefined && { epochs }) },
      seed: seed ?? asked.search.seed,
      device,
      data: asked.dataset ? dataFiles(asked.dataset) : {},
      ...(weights && { weights }),
      ...(teacher && { teacher }),
      ...(engine && { samples: engine.summary.samples }),
      space: {
        name: asked.space.name,
        fingerprint: fingerprintOf(asked.space),
        subnetworks: String(countSubnetworks(asked.space) ?? 'too many to count'),
      },
      versions: request.versions,
    });
    return await work(readRun(folder.path), engine, watcher, signal, false);
  } finally {
    await engine?.dispose();
  }
}

interface ResumeRequest {
  readonly conclude?: boolean;
  /** On what to go on, given what it was on before. */
  readonly device?: (before: Device) => Promise<Device>;
}

/**
 * Goes on where a run stopped, whatever stopped it. A finished run is left as it is. With `conclude` nothing more is
 * explored; throws a LitheError where nothing was found on the final weights yet. It goes on with the same numbers, to the bit,
 * on the processor that it began on; on another device with numbers that round otherwise.
 */
export async function resumeRun(
  path: string,
  watcher: RunWatcher,
  signal: AbortSignal,
  { conclude = false, device = async (before) => before }: ResumeRequest = {},
): Promise<RunOutcome> {
  const held = readRun(path);
  const { folder, asked } = held;
  const ledger = readLedger(held);
  if (ledger.finished) return { folder: folder.path, front: frontOfRun(ledger, asked), finished: true };
  if (conclude && ledger.of('search', asked.search.finetune?.epochs ?? 0).length === 0) {
    throw new LitheError(
      `${path}: the run has found nothing on its final weights yet, so there is no front to conclude with; resume it without --conclude.`,
    );
  }
  const engine = await engineFor(asked, held.source, {
    ...weightsToLoad(held, ledger),
    device: await device(held.record.device),
  });
  try {
    return await work(held, engine, watcher, signal, conclude);
  } finally {
    await engine?.dispose();
  }
}

async function work(
  held: HeldRun,
  engine: Engine | undefined,
  watcher: RunWatcher,
  signal: AbortSignal,
  concludes: boolean,
): Promise<RunOutcome> {
  const { folder, asked, record } = held;
  const unlock = lockFolder(folder.path);
  try {
    mkdirSync(folder.checkpoints, { recursive: true });
    for (const place of [folder.path, folder.checkpoints]) removePartials(place);
    const ledger = readLedger(held);
    const { events } = readJournal(folder.journal);
    let line = events.length;
    const journal = openJournal(folder.journal, folder.path, (event) => {
      line += 1;
      ledger.take(event, `${folder.journal}:${line}`);
      watcher.happened(event);
    });
    const context: RunContext = {
      ...asked,
      folder,
      seed: record.seed,
      journal,
      ledger,
      watcher,
      signal,
      concludes,
      ...(engine && { engine }),
    };
    try {
      const from = engine ? await restoreNewest(engine, held, ledger, (message) => watcher.warned(message)) : 0;
      const plan = planOf(context);
      watcher.planned(plan, events);
      const empty = asked.dataset && plan.samples && emptyClasses(asked.dataset, plan.samples);
      if (empty !== undefined) watcher.warned(empty);
      if (events.length === 0) journal.append({ event: 'started', process: process.pid });
      else journal.append({ event: 'resumed', process: process.pid, step: from });
      // From here on the run needs no other file.
      if (engine && record.weights && ledger.checkpoints.length === 0) await writeCheckpoint(context, engine, 0);
      await carryOut(context, from);
      const front = frontOfRun(ledger, asked);
      writeWhole(folder.front, frontCsv(front));
      journal.append({
        event: 'finished',
        hypervolume: front.hypervolume,
        ...(front.control && { controlHypervolume: front.control.hypervolume }),
        seconds: ledger.seconds,
      });
      return { folder: folder.path, front, finished: true };
    } catch (error) {
      if (error instanceof Interrupted) {
        journal.append({ event: 'interrupted' });
        return { folder: folder.path, front: frontOfRun(ledger, asked), finished: false };
      }
      journal.append({ event: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      journal.close();
    }
  } finally {
    unlock();
  }
}

/** Files and folders of weights that are still needed. */
interface GivenPaths {
  /** To start from, where no checkpoint holds what they became. */
  readonly weights?: string | undefined;
  readonly teacher?: string | undefined;
}

/**
 * Before the first checkpoint, which holds them, a run needs the weights that it started from, and its teacher until
 * fine-tuning is over. Throws a LitheError where they are no longer what they were.
 */
function weightsToLoad({ record, folder, asked }: HeldRun, ledger: Ledger): GivenPaths {
  const weights = ledger.checkpoints.length > 0 ? undefined : record.weights;
  if (weights) refuseOtherFiles(weights.files, folder.record, 'the run stopped before its first checkpoint');
  const isTrained = ledger.of('reference', asked.search.finetune?.epochs ?? 0).length > 0;
  const teacher = isTrained ? undefined : record.teacher;
  if (teacher) refuseOtherFiles(teacher.files, folder.record, 'fine-tuning is not over yet');
  return { weights: weights?.path, teacher: teacher?.path };
}

/**
 * The super-network in training; none where only costs are objectives.
 */
export async function engineFor(
  { search, dataset }: Asked,
  source: SourceTexts,
  { weights, teacher, device }: GivenPaths & { readonly device?: Device } = {},
): Promise<Engine | undefined> {
  if (search.data === undefined) return undefined;
  const epochs = search.finetune?.epochs;
  return createEngine({
    source,
    search: search.name,
    seed: search.seed,
    ...(epochs !== undefined && { epochs }),
    ...(device !== undefined && { device }),
    ...(weights !== undefined && { weights }),
    ...(teacher !== undefined && { teacher }),
    pictures: dataset !== undefined && splitsOf(dataset).some(({ format }) => format === 'folder'),
  });
}

/** Paths are relative to the file that declares the dataset. */
function dataFiles(dataset: Dataset): Record<string, string> {
  const folder = dirname(resolve(dataset.source.file));
  return Object.fromEntries(filesOf(dataset).map(({ path }) => [path, resolve(folder, path)]));
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { LitheError } from '../errors.ts';
import { deviceNames } from '../session/session.ts';
import { flushFolder, writeWhole } from './files.ts';
import { isProcessAlive } from './lock.ts';

const count = z.number().int().nonnegative();

const splits = { train: count, validation: count, test: count };

const weights = z.object({
  /** As written. */
  source: z.string(),
  /** The file or folder that it was. */
  path: z.string(),
  files: z.array(z.object({ file: z.string(), bytes: count, sha256: z.string() })).readonly(),
  /** Stored tensors that it does not hold, which started with random numbers. */
  anew: z.array(z.string()).readonly(),
});

const runRecord = z.object({
  /** Of this file; another number is another Lithe's. */
  format: z.literal(1),
  created: z.iso.datetime(),
  /** Absolute path of the .lithe file that was asked for; the dataset's paths are relative to its folder. */
  file: z.string(),
  /** The file's text as it was, so that later edits change no run. */
  text: z.string(),
  /** Texts of the files it imports, by absolute path. */
  imports: z.record(z.string(), z.string()),
  /** Name of the search. */
  search: z.string(),
  /** Given on the command line in place of what the file says. */
  overrides: z.object({ evaluations: count.optional(), epochs: count.optional() }),
  seed: z.number().int(),
  /** What trains and measures. */
  device: z.enum(deviceNames),
  /** The dataset's files, as written to absolute. */
  data: z.record(z.string(), z.string()),
  /** What the super-network started from; absent: from random numbers. Its first checkpoint holds them. */
  weights: weights.exactOptional(),
  /** What the teacher's weights are, which fine-tuning needs to its end. */
  teacher: weights.exactOptional(),
  /** How many samples they held, in all and by class; absent where the search names no data. */
  samples: z
    .object({
      ...splits,
      classes: z.array(z.object({ name: z.string(), ...splits })).readonly(),
      variance: z.number().exactOptional(),
    })
    .exactOptional(),
  space: z.object({ name: z.string(), fingerprint: z.string(), subnetworks: z.string() }),
  versions: z.object({ lithe: z.string(), node: z.string(), onnxruntime: z.string(), platform: z.string() }),
});

/** What was asked of a run, as `run.json` holds it: with the journal and the checkpoints all that a run is. */
export type RunRecord = z.infer<typeof runRecord>;

/** Where the files of a run are. */
export interface RunFolder {
  readonly path: string;
  readonly record: string;
  readonly journal: string;
  readonly checkpoints: string;
  readonly front: string;
}

export function runFolder(path: string): RunFolder {
  const folder = resolve(path);
  return {
    path: folder,
    record: join(folder, 'run.json'),
    journal: join(folder, 'journal.jsonl'),
    checkpoints: join(folder, 'checkpoints'),
    front: join(folder, 'front.csv'),
  };
}

/**
 * Makes a new folder `<search>-<date>-<time>` among the runs, numbered from 2 where two start in one second.
 * It is made beside and renamed, so that every folder among the runs has its record.
 */
export function makeRunFolder(runs: string, record: RunRecord): RunFolder {
  mkdirSync(runs, { recursive: true });
  removeHalfMade(runs);
  const beside = join(runs, `.new.${process.pid}.partial`);
  mkdirSync(join(beside, 'checkpoints'), { recursive: true });
  writeWhole(join(beside, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  const second = record.created.slice(0, 19).replace('T', '-').replaceAll(':', '');
  for (let number = 1; ; number += 1) {
    const folder = runFolder(join(runs, `${record.search}-${second}${number === 1 ? '' : `-${number}`}`));
    if (existsSync(folder.path)) continue;
    try {
      renameSync(beside, folder.path);
    } catch (error) {
      const taken = ['EEXIST', 'ENOTEMPTY', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (taken && existsSync(folder.path)) continue;
      throw error;
    }
    flushFolder(runs);
    return folder;
  }
}

function removeHalfMade(runs: string): void {
  for (const name of readdirSync(runs)) {
    const maker = /^\.new\.(\d+)\.partial$/.exec(name)?.[1];
    if (maker !== undefined && !isProcessAlive(Number(maker))) rmSync(join(runs, name), { recursive: true });
  }
}

/** Reads what was asked of a run. Throws a LitheError where the folder is not a run's. */
export function readRunRecord(folder: RunFolder): RunRecord {
  if (!existsSync(folder.path)) throw new LitheError(`${folder.path}: no such folder: give the folder of a run.`);
  if (!existsSync(folder.record)) {
    throw new LitheError(`${folder.record}: missing, so this is not the folder of a run: 'lithe run' makes one.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(folder.record, 'utf8'));
  } catch {
    throw new LitheError(`${folder.record}: not JSON: restore the file, or start the run anew with 'lithe run'.`);
  }
  const checked = runRecord.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new LitheError(
    `${folder.record}: '${issue?.path.join('.')}' is wrong (${issue?.message}): restore the file, or start the run anew with 'lithe run'.`,
  );
}

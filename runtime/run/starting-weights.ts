import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkWeights, formatDiagnostic, type Space, storedTensors, type WeightsSource } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { refuseErrors } from '../source.ts';
import { findWeights, placeOfWeights } from '../weights/find.ts';
import { downloadModel } from '../weights/hub/download.ts';
import { openWeights } from '../weights/load.ts';
import type { Asked } from './asked.ts';
import type { RunRecord } from './folder.ts';

type RecordedWeights = NonNullable<RunRecord['weights']>;

/**
 * The weights that a run starts from, fetched where they are a hub's and not here yet, checked against the network by
 * their header, and with their checksums; undefined where the super-network names none or nothing is trained or measured.
 * Throws a LitheError where they cannot be had or do not fit. `tell` is given what is worth knowing before the start.
 */
export async function startingWeights(
  { space, search }: Asked,
  tell: (message: string) => void,
): Promise<RecordedWeights | undefined> {
  if (space.weights === undefined || search.data === undefined) return undefined;
  return recordedWeights(space, space.weights, 'what is there', tell);
}

/** The same of the teacher that a search distils from; undefined where it has none. All of its tensors must be there. */
export async function teacherWeights(
  { space, search }: Asked,
  tell: (message: string) => void,
): Promise<RecordedWeights | undefined> {
  const teacher = search.finetune?.distill?.teacher;
  return teacher && recordedWeights(space, teacher.weights, 'all of it', tell);
}

async function recordedWeights(
  space: Space,
  weights: WeightsSource,
  wanted: 'what is there' | 'all of it',
  tell: (message: string) => void,
): Promise<RecordedWeights> {
  const file = resolve(weights.range.file);
  if ('notHere' in placeOfWeights(weights.source, file)) await downloadModel(weights.source, tell);
  const found = findWeights(weights.source, file);
  const diagnostics = checkWeights(space, weights, found, wanted);
  refuseErrors({ diagnostics });
  for (const diagnostic of diagnostics) tell(formatDiagnostic(diagnostic));
  const place = placeOfWeights(weights.source, file);
  if (!('path' in place) || !('tensors' in found))
    throw new LitheError(`${weights.source} cannot be found in the cache.`);
  const { path } = place;
  const held = openWeights(space, path, weights.lines).paths;
  return {
    source: weights.source,
    path,
    files: found.files.map((file) => ({ file, bytes: statSync(file).size, sha256: checksumOf(file) })),
    anew: storedTensors(space).flatMap((tensor) => (held.has(tensor.path) ? [] : [tensor.path])),
  };
}

/** Throws a LitheError where a file is gone or holds something else than it did; `why` says what needs it. */
export function refuseOtherFiles(files: RecordedWeights['files'], record: string, why: string): void {
  for (const { file, sha256 } of files) {
    const problem = !existsSync(file) ? 'is gone' : checksumOf(file) !== sha256 ? 'has changed' : undefined;
    if (problem === undefined) continue;
    throw new LitheError(`${file} ${problem} since ${record} was written, and ${why}: restore it, or start a new run.`);
  }
}

const CHUNK = 1 << 24;

function checksumOf(file: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK);
  const handle = openSync(file, 'r');
  try {
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk))
      hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

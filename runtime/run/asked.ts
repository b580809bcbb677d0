import type { Compilation, Dataset, Explore, Finetune, Search, Space } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import type { HypervolumeBox } from '../search/archive/hypervolume-box.ts';
import type { Problem } from '../search/problem.ts';
import { problemOf } from '../search/problem-of.ts';
import { compileTexts, pickSearch, type SourceTexts } from '../source.ts';
import { boxOf } from './box.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RunFolder, RunRecord } from './folder.ts';
import { readRunRecord, runFolder } from './folder.ts';
import { readJournal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { refuseImpossible } from './refuse-impossible.ts';
import { refuseUnexecuted } from './refuse-unexecuted.ts';

/** What a run is asked to do, settled: the search with the command line's overrides in place. */
export interface Asked {
  readonly space: Space;
  readonly search: Search;
  readonly dataset?: Dataset;
  readonly problem: Problem;
  readonly box: HypervolumeBox;
}

export interface Overrides {
  readonly seed?: number | undefined;
  readonly evaluations?: number | undefined;
  readonly epochs?: number | undefined;
}

/**
 * The named search of a file, or its only one, with overrides in place of what it says.
 * @param variance of the validation samples' numbers, once the data has been read; no other task needs it
 */
export function settleSearch(
  compilation: Compilation,
  name: string | undefined,
  overrides: Overrides,
  variance = 1,
): Asked {
  const { search: declared, space, dataset } = pickSearch(compilation, name);
  const { seed = declared.seed, evaluations = declared.explore.evaluations, epochs } = overrides;
  if (epochs !== undefined && !declared.finetune) {
    throw new LitheError(`${compilation.file}: ${declared.name} fine-tunes nothing, so it has no epochs to override.`);
  }
  const explore: Explore = { ...declared.explore, evaluations };
  const finetune: Finetune | undefined = declared.finetune && {
    ...declared.finetune,
    epochs: epochs ?? declared.finetune.epochs,
  };
  const search: Search = { ...declared, explore, seed, ...(finetune && { finetune }) };
  refuseUnexecuted(search);
  refuseImpossible(space, search);
  const problem = problemOf(space, search);
  return { space, search, ...(dataset && { dataset }), problem, box: boxOf(space, problem, variance) };
}

/** A run's folder as it stands. */
export interface HeldRun {
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly source: SourceTexts;
  readonly asked: Asked;
}

/** Reads what a run was asked. Throws a LitheError where the folder is not a run's, or its space is not the recorded one. */
export function readRun(path: string): HeldRun {
  const folder = runFolder(path);
  const record = readRunRecord(folder);
  const source: SourceTexts = { file: record.file, text: record.text, imports: record.imports };
  const compilation = compileTexts(source);
  const error = compilation.diagnostics.find(({ severity }) => severity === 'error');
  const advice = 'restore the file as the run wrote it, or start a new run with `lithe run`.';
  if (error) {
    throw new LitheError(
      `${folder.record}: its .lithe text has an error (line ${error.line}: ${error.message}): ${advice}`,
    );
  }
  const asked = settleSearch(
    compilation,
    record.search,
    { ...record.overrides, seed: record.seed },
    record.samples?.variance,
  );
  const found = fingerprintOf(asked.space);
  if (found !== record.space.fingerprint) {
    throw new LitheError(
      `${folder.record}: its .lithe text describes another space (${found}) than the one this run was started with (${record.space.fingerprint}): ${advice}`,
    );
  }
  return { folder, record, source, asked };
}

/** What the journal of a run says has been done. A line torn by a kill counts as never written. */
export function readLedger({ folder, asked }: HeldRun): Ledger {
  const ledger = new Ledger(asked.space);
  readJournal(folder.journal).events.forEach((event, index) => {
    ledger.take(event, `${folder.journal}:${index + 1}`);
  });
  return ledger;
}

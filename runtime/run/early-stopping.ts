import { constants, copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Engine } from '../train/engine.ts';
import { openings } from '../train/shrinking.ts';
import type { RunContext } from './context.ts';
import { flushFolder } from './files.ts';

/**
 * Whether training stops after an epoch: where none of the last `patience` epochs was better than the best before
 * them, by the largest network's first measured objective. Keeps the epoch's weights where it is the best so far. What
 * it goes by is in the journal, so that a resumed run decides the same.
 */
export function losesPatience(context: RunContext, epoch: number): boolean {
  const { search, ledger } = context;
  const patience = search.finetune?.patience;
  if (patience === undefined || epoch < firstToCount(context)) return false;
  const best = bestOf(context, epoch);
  if (best === epoch && !ledger.bests.has(epoch)) keepBest(context, epoch);
  return epoch - best >= patience;
}

/** The epoch up to `last` with the best metric, the first of equals. */
export function bestEpoch(metrics: ReadonlyMap<number, number>, goal: 'maximize' | 'minimize', last: number): number {
  const sign = goal === 'maximize' ? 1 : -1;
  const worth = (metric: number): number => (Number.isNaN(metric) ? Number.NEGATIVE_INFINITY : sign * metric);
  const epochs = [...metrics].filter(([epoch]) => epoch <= last).sort(([a], [b]) => a - b);
  return epochs.reduce((best, epoch) => (worth(epoch[1]) > worth(best[1]) ? epoch : best))[0];
}

/** With `patience`, goes back to the best epoch's weights, which are the final ones. */
export async function settleOnBest(context: RunContext, engine: Engine): Promise<void> {
  const { folder, journal, ledger, search } = context;
  if (search.finetune?.patience === undefined) return;
  const { epochs } = engine.summary;
  const epoch = Math.max(...ledger.epochs.keys());
  if (epoch === epochs) losesPatience(context, epoch);
  const best = bestOf(context, epoch);
  await engine.restore(join(folder.path, ledger.bests.get(best)!));
  if (ledger.settledOn === undefined) journal.append({ event: 'settled', epoch, epochs, best });
}

function bestOf(context: RunContext, last: number): number {
  const first = firstToCount(context);
  return bestEpoch(new Map([...context.ledger.epochs].filter(([epoch]) => epoch >= first)), goalOf(context), last);
}

/** The first epoch at whose end no decision is held back any more: weights before it are for no network but the largest. */
function firstToCount({ search, engine }: RunContext): number {
  const { steps, stepsPerEpoch } = engine!.summary;
  const last = search.finetune && openings(search.finetune, steps).at(-1);
  return last === undefined ? 1 : Math.floor(last.step / stepsPerEpoch) + 1;
}

function goalOf({ problem, search }: RunContext): 'maximize' | 'minimize' {
  const metric = problem.measured[0];
  return search.objectives.find((objective) => objective.metric === metric)?.goal ?? 'maximize';
}

/** Beside the checkpoint of the epoch's end, which others follow; written beside and renamed, the last one removed after it. */
function keepBest({ folder, journal, ledger, engine }: RunContext, epoch: number): void {
  const step = epoch * engine!.summary.stepsPerEpoch;
  const { file } = ledger.checkpoints.findLast((checkpoint) => checkpoint.step === step)!;
  const best = join(folder.checkpoints, `best-${String(step).padStart(8, '0')}.safetensors`);
  const beside = `${best}.${process.pid}.partial`;
  copyFileSync(join(folder.path, file), beside, constants.COPYFILE_FICLONE);
  renameSync(beside, best);
  flushFolder(folder.checkpoints);
  journal.append({ event: 'best', epoch, file: relative(folder.path, best) });
  for (const name of readdirSync(folder.checkpoints)) {
    if (/^best-\d+\.safetensors$/.test(name) && name !== basename(best)) rmSync(join(folder.checkpoints, name));
  }
}

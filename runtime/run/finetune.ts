import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LitheError } from '../errors.ts';
import type { Engine } from '../train/engine.ts';
import { openings } from '../train/shrinking.ts';
import type { RunContext } from './context.ts';
import { Interrupted } from './context.ts';
import type { RunFolder, RunRecord } from './folder.ts';
import type { Ledger } from './ledger.ts';

/** How long fine-tuning goes on between looking up: for progress, an interruption, a checkpoint that is due. */
const LOOK_UP_MILLISECONDS = 1000;
/** A kill loses at most so much training; writing checkpoints costs at most a twentieth of the time. */
const CHECKPOINT_MILLISECONDS = 20_000;
const CHECKPOINT_SHARE = 0.05;

/**
 * Fine-tunes from the step that the engine's weights have behind them to the end. After each epoch its checkpoint is
 * written and `afterEpoch` is called with the weights of that moment, and tells whether that was the last one; a resumed
 * run calls it again for the epoch whose checkpoint it goes on from.
 */
export async function finetune(
  context: RunContext,
  engine: Engine,
  from: number,
  afterEpoch: (epoch: number) => Promise<'going on' | 'over'>,
): Promise<void> {
  const { epochs, stepsPerEpoch, steps } = engine.summary;
  const opening = context.search.finetune ? openings(context.search.finetune, steps) : [];
  let step = from;
  let kept = from;
  let chunk = 1;
  let written = performance.now();
  let pause = CHECKPOINT_MILLISECONDS;

  const checkpoint = async (): Promise<void> => {
    const begun = performance.now();
    await writeCheckpoint(context, engine, step);
    kept = step;
    written = performance.now();
    pause = Math.max(CHECKPOINT_MILLISECONDS, (written - begun) / CHECKPOINT_SHARE);
  };

  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const end = epoch * stepsPerEpoch;
    if (step > end) continue;
    while (step < end) {
      const opened = opening.filter((one) => one.step <= step).flatMap(({ decisions }) => decisions);
      const fresh = opened.filter((name) => !context.ledger.opened.has(name));
      if (fresh.length > 0) context.journal.append({ event: 'opened', step, decisions: fresh });
      const next = opening.find((one) => one.step > step)?.step ?? end;
      const until = Math.min(end, next, step + chunk);
      const begun = performance.now();
      await engine.train(until, until - step, (report) => {
        const { loss, sampledLoss, rate } = report;
        context.journal.append({
          event: 'step',
          step: report.step,
          steps,
          epoch: report.epoch,
          loss,
          sampledLoss,
          rate,
        });
      });
      const took = performance.now() - begun;
      chunk = Math.max(1, Math.min(stepsPerEpoch, Math.round(((until - step) * LOOK_UP_MILLISECONDS) / took)));
      step = until;
      if (context.signal.aborted) {
        await checkpoint();
        throw new Interrupted('interrupted');
      }
      if (step < end && performance.now() - written > pause) await checkpoint();
    }
    if (kept !== step) await checkpoint();
    if ((await afterEpoch(epoch)) === 'over') return;
  }
}

/** Keeps the engine's weights and moments after a step, 0 before the first. */
export async function writeCheckpoint({ folder, journal }: RunContext, engine: Engine, step: number): Promise<void> {
  const file = await engine.checkpoint(folder.checkpoints);
  journal.append({ event: 'checkpoint', step, file: relative(folder.path, file) });
}

/** Goes on from the newest checkpoint that can be read; gives the step, 0 where none was written. */
export async function restoreNewest(
  engine: Engine,
  { folder, record }: { readonly folder: RunFolder; readonly record: RunRecord },
  ledger: Ledger,
  warn: (message: string) => void,
): Promise<number> {
  const problems: string[] = [];
  for (const { file } of ledger.checkpoints.toReversed()) {
    const path = join(folder.path, file);
    if (!existsSync(path)) continue;
    try {
      const step = await engine.restore(path);
      if (problems.length > 0) warn(`${problems.join(' ')} Training goes on from ${path}.`);
      return step;
    } catch (error) {
      if (!(error instanceof LitheError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) {
    throw new LitheError(
      `${problems[0]} No older checkpoint is left: restore it, or delete it and resume again to train from the first step; every evaluation is kept.`,
    );
  }
  if (ledger.checkpoints.length > 0 && record.weights) {
    throw new LitheError(
      `${folder.checkpoints}: no checkpoint is left, and with them the weights that the run started from: start a new run.`,
    );
  }
  if (ledger.checkpoints.length > 0) {
    warn(
      `${folder.checkpoints}: no checkpoint is left, so fine-tuning begins at its first step; every evaluation is kept.`,
    );
  }
  return 0;
}

import { genomeOf, type Space } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { keyOf, type Metrics } from '../search/problem.ts';
import { EpochLosses } from './epoch-losses.ts';
import type { Evaluation, EvaluationSource, RunEvent } from './events.ts';

/** An evaluation with the sub-network that its configuration names. */
export interface HeldEvaluation extends Evaluation {
  readonly genome: readonly number[];
  readonly key: string;
}

/** What a run's journal says has been done: filled from the events held, kept up with each one appended. */
export class Ledger {
  readonly evaluations: HeldEvaluation[] = [];
  /** Newest last; the files of older ones are gone. */
  readonly checkpoints: { readonly step: number; readonly file: string }[] = [];
  readonly tests = new Map<number, Metrics>();
  /** By epoch: the largest network's metric after it. */
  readonly epochs = new Map<number, number>();
  /** By epoch that was the best so far: the file of its weights. The files of all but the newest are gone. */
  readonly bests = new Map<number, string>();
  /** Names of the decisions that were opened, with `shrink`. */
  readonly opened = new Set<string>();
  /** The epoch whose weights are the final ones, once early stopping has settled on it. */
  settledOn: number | undefined;
  readonly #losses = new EpochLosses();
  readonly #measured = new Map<string, Metrics>();
  readonly #space: Space;
  #finished = false;
  #seconds = 0;
  #last: number | undefined;

  constructor(space: Space) {
    this.#space = space;
  }

  /** `place` names the event's line in messages. Throws a LitheError where it belongs to another space. */
  take(event: RunEvent, place: string): void {
    const time = Date.parse(event.time);
    // The time between a kill and the process that resumes is nobody's work.
    if (event.event !== 'started' && event.event !== 'resumed' && this.#last !== undefined) {
      this.#seconds += Math.max(0, time - this.#last) / 1000;
    }
    this.#last = time;
    switch (event.event) {
      case 'evaluation':
        this.#takeEvaluation(event, place);
        break;
      case 'step':
        this.#losses.told(event.step, event.epoch, event.loss);
        break;
      case 'resumed':
        this.#losses.goOnFrom(event.step);
        break;
      case 'epoch':
        this.epochs.set(event.epoch, event.largest);
        break;
      case 'opened':
        for (const name of event.decisions) this.opened.add(name);
        break;
      case 'checkpoint':
        this.checkpoints.push({ step: event.step, file: event.file });
        break;
      case 'best':
        this.bests.set(event.epoch, event.file);
        break;
      case 'settled':
        this.settledOn = event.best;
        break;
      case 'test':
        this.tests.set(event.id, event.metrics);
        break;
      case 'finished':
        this.#finished = true;
        break;
    }
  }

  /** Evaluations of one source on the weights after so many epochs, in the order made. */
  of(source: EvaluationSource, epoch: number): HeldEvaluation[] {
    return this.evaluations.filter((evaluation) => evaluation.source === source && evaluation.epoch === epoch);
  }

  /** What was measured of a sub-network on the weights after so many epochs, by whatever source. */
  measured(epoch: number, key: string): Metrics | undefined {
    return this.#measured.get(`${epoch} ${key}`);
  }

  /** Mean loss of the largest network over an epoch's steps. */
  lossOf(epoch: number): number {
    return this.#losses.of(epoch);
  }

  get finished(): boolean {
    return this.#finished;
  }

  /** Seconds that processes worked on the run. */
  get seconds(): number {
    return this.#seconds;
  }

  get nextId(): number {
    return (this.evaluations.at(-1)?.id ?? 0) + 1;
  }

  #takeEvaluation(event: Evaluation, place: string): void {
    const found = genomeOf(this.#space, event.config);
    if ('problems' in found) {
      throw new LitheError(
        `${place}: this evaluation is not of the super-network ${this.#space.name} (${found.problems[0]}): the folder mixes runs of different spaces; restore its own journal.`,
      );
    }
    const key = keyOf(found.genome);
    this.evaluations.push({ ...event, genome: found.genome, key });
    this.#measured.set(`${event.epoch} ${key}`, event.metrics);
  }
}

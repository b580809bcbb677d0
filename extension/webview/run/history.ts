import type { EvaluationSource, Phase, RunEvent } from '../../../runtime/run/events.ts';

/** A step of fine-tuning; `epoch` counts epochs done, with a fraction. A loss that diverged is null in the journal. */
export interface LossSample {
  readonly epoch: number;
  readonly step: number;
  readonly loss: number | null;
}

/** A sub-network as evaluated. */
export type SubNetwork = Extract<RunEvent, { event: 'evaluation' }>;
export type EpochEvent = Extract<RunEvent, { event: 'epoch' }>;
export type RoundEvent = Extract<RunEvent, { event: 'round' }>;
export type TestEvent = Extract<RunEvent, { event: 'test' }>;
export type Ending = Extract<RunEvent, { event: 'interrupted' | 'failed' | 'finished' }>;

/** What the journal has told so far, gathered by kind; grows by `record`. */
export interface RunHistory {
  phase: Phase | undefined;
  losses: LossSample[];
  /** By epoch: a resumed run may tell an epoch twice, the later one holds. */
  readonly epochs: Map<number, EpochEvent>;
  /** Fine-tuning has ended before all epochs. */
  stopped: boolean;
  readonly evaluations: SubNetwork[];
  /** The same by who asked for them and by epoch of the weights. */
  readonly evaluated: Readonly<Record<EvaluationSource, Map<number, SubNetwork[]>>>;
  /** The largest value of every metric. */
  readonly largest: Map<string, number>;
  readonly rounds: RoundEvent[];
  /** Held-out accuracy, by id of the evaluation. */
  readonly tests: Map<number, TestEvent>;
  /** Absent while the run goes on. */
  ending: Ending | undefined;
  /** Milliseconds of working time of earlier sessions of a resumed run. */
  worked: number;
  /** When this session began and when it last told something, in milliseconds since 1970. */
  since: number;
  latest: number;
  /** This session's first step of fine-tuning: when, and at which share of all steps. */
  finetuning: { readonly began: number; readonly from: number } | undefined;
}

export function emptyHistory(): RunHistory {
  return {
    phase: undefined,
    losses: [],
    epochs: new Map(),
    stopped: false,
    evaluations: [],
    evaluated: { search: new Map(), control: new Map(), reference: new Map() },
    largest: new Map(),
    rounds: [],
    tests: new Map(),
    ending: undefined,
    worked: 0,
    since: 0,
    latest: 0,
    finetuning: undefined,
  };
}

/** Adds one event; `epochs` is the number of epochs asked for, which places a step between two of them. */
export function record(history: RunHistory, event: RunEvent, epochs: number): void {
  const time = Date.parse(event.time);
  switch (event.event) {
    case 'started':
      history.since = time;
      break;
    case 'resumed':
      history.worked += history.latest - history.since;
      history.since = time;
      history.ending = undefined;
      history.losses = history.losses.filter((sample) => sample.step <= event.step);
      history.finetuning = undefined;
      break;
    case 'phase':
      history.phase = event.phase;
      break;
    case 'step':
      history.finetuning ??= { began: time, from: event.step / event.steps };
      history.losses.push({ step: event.step, epoch: (event.step / event.steps) * epochs, loss: event.loss });
      break;
    case 'epoch':
      history.epochs.set(event.epoch, event);
      break;
    case 'evaluation':
      recordEvaluation(history, event);
      break;
    case 'round':
      history.rounds.push(event);
      break;
    case 'test':
      history.tests.set(event.id, event);
      break;
    case 'interrupted':
    case 'failed':
    case 'finished':
      history.ending = event;
      break;
    case 'settled':
      history.stopped = event.epoch < event.epochs;
      break;
    case 'opened':
    case 'best':
    case 'checkpoint':
      break;
  }
  history.latest = time;
}

function recordEvaluation({ evaluations, evaluated, largest }: RunHistory, evaluation: SubNetwork): void {
  evaluations.push(evaluation);
  const { source, epoch, metrics } = evaluation;
  const onWeights = evaluated[source].get(epoch);
  if (onWeights) onWeights.push(evaluation);
  else evaluated[source].set(epoch, [evaluation]);
  for (const [key, value] of Object.entries(metrics))
    largest.set(key, Math.max(value, largest.get(key) ?? Number.NEGATIVE_INFINITY));
}

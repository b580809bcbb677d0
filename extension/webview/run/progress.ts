import type { RunView } from './view.ts';

export type RunState =
  | 'waiting'
  | 'finetuning'
  | 'searching'
  | 'controlling'
  | 'testing'
  | 'finished'
  | 'interrupted'
  | 'failed';

/** Where a run stands. */
export interface Progress {
  readonly state: RunState;
  readonly parts: readonly Part[];
  /** Milliseconds worked so far. */
  readonly elapsed: number;
  /** Milliseconds left, where enough is known to say. */
  readonly remaining: number | undefined;
  /** Epochs of fine-tuning done, with a fraction. */
  readonly epoch: number;
  /** Evaluations on the final weights, of the search and of the control. */
  readonly searched: number;
  readonly controlled: number;
  /** The control's budget: as many as the search has in all, rounds between epochs included. */
  readonly toControl: number;
}

/** A part of the run: how much of it is done, in [0, 1], and how long all of it takes beside the others. */
export interface Part {
  readonly name: string;
  readonly done: number;
  readonly weight: number;
}

/** `now` in milliseconds since 1970; `alive` is whether the process that writes the journal lives. */
export function progressOf(view: RunView, now: number, alive: boolean): Progress {
  const { run, history } = view;
  const state = stateOf(view, alive);
  const done = Math.max(history.losses.at(-1)?.epoch ?? 0, ...history.epochs.keys());
  // The weights of training that stopped early count as those after all epochs.
  const epoch = history.stopped ? run.epochs : done;
  const onFinal = (source: string) =>
    history.evaluations.filter((one) => one.source === source && one.epoch >= run.epochs).length;
  const searched = onFinal('search');
  const controlled = onFinal('control');
  const toControl = run.evaluations + run.perEpoch * Math.max(0, run.epochs - 1);
  const times = expectedTimes(view, toControl);
  // Before anything is known, fine-tuning counts three times as much as each of the others.
  const [finetuning, exploring, controlling] = times ?? [3, 1, 1];
  const parts = [
    ...(run.epochs === 0 ? [] : [{ name: 'Fine-tuning', done: share(epoch, run.epochs), weight: finetuning }]),
    { name: 'Search', done: share(searched, run.evaluations), weight: exploring },
    ...(run.control ? [{ name: 'Random control', done: share(controlled, toControl), weight: controlling }] : []),
  ];
  const left = parts.reduce((sum, part) => sum + part.weight * (1 - part.done), 0);
  const end = history.ending || !alive ? history.latest : now;
  return {
    state,
    parts,
    elapsed: history.since === 0 ? 0 : history.worked + end - history.since,
    remaining: times && state !== 'finished' ? left : undefined,
    epoch,
    searched,
    controlled,
    toControl,
  };
}

function stateOf({ history }: RunView, alive: boolean): RunState {
  if (history.ending) return history.ending.event;
  if (history.since === 0) return 'waiting';
  if (!alive) return 'interrupted';
  switch (history.phase) {
    case undefined:
      return 'waiting';
    case 'finetune':
      return 'finetuning';
    case 'search':
      return 'searching';
    case 'control':
      return 'controlling';
    case 'test':
      return 'testing';
  }
}

/** Milliseconds that all of fine-tuning, the search and the control take, from what each took so far. */
function expectedTimes(view: RunView, toControl: number): [number, number, number] | undefined {
  const finetuning = finetuningTime(view);
  const evaluation = evaluationTime(view);
  return finetuning === undefined || evaluation === undefined
    ? undefined
    : [finetuning, evaluation * view.run.evaluations, evaluation * toControl];
}

/** Rounds of evaluations between epochs are part of fine-tuning's time. */
function finetuningTime({ run, history }: RunView): number | undefined {
  if (run.epochs === 0) return 0;
  if (!history.finetuning) return undefined;
  const last = history.epochs.get(history.stopped ? Math.max(...history.epochs.keys()) : run.epochs);
  const end = last ? Date.parse(last.time) : history.latest;
  const done = (last ? 1 : share(history.losses.at(-1)?.epoch ?? 0, run.epochs)) - history.finetuning.from;
  return done < 0.01 ? undefined : (end - history.finetuning.began) / done;
}

/** Median gap between the latest evaluations; few follow a round's end, so these do not disturb it. */
function evaluationTime({ history }: RunView): number | undefined {
  const times = history.evaluations.slice(-60).map((one) => Date.parse(one.time));
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}

function share(done: number, whole: number): number {
  return whole === 0 ? 1 : Math.min(1, done / whole);
}

import type { RunWatcher } from '../run/context.ts';
import type { RunEvent } from '../run/events.ts';
import { formatMetric } from '../run/front/quantity.ts';
import { describeSamples } from './describe-samples.ts';
import { Forecast } from './forecast.ts';

const CLEAR_LINE = '\r\u001b[2K';
const BAR = 20;

/** Follows a run on stderr: one line that is drawn again on a terminal, plain lines where it is a file or a pipe. */
export function showProgress(stream: NodeJS.WriteStream): RunWatcher & { done(): void } {
  const isTerminal = stream.isTTY === true;
  const forecast = new Forecast();
  const state: State = { epochs: 0, hypervolume: 0, evaluations: 0 };
  const draw = (): void => {
    if (!isTerminal) return;
    const line = barLine(state, forecast);
    stream.write(`${CLEAR_LINE}${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  };
  const say = (line: string): void => {
    stream.write(isTerminal ? `${CLEAR_LINE}${line}\n` : `${line}\n`);
    draw();
  };
  return {
    planned(plan, held) {
      state.epochs = plan.epochs;
      forecast.planned(plan, held);
      for (const event of held) follow(state, event);
      say(`${held.length === 0 ? 'Run' : 'Resuming'} ${plan.folder}`);
      if (plan.samples) say(describeSamples(plan.samples));
    },
    happened(event) {
      follow(state, event);
      forecast.happened(event);
      const line = plainLine(event, state);
      if (line !== undefined && !(isTerminal && event.event === 'step')) say(line);
      else draw();
    },
    told: say,
    warned: (message) => say(`warning: ${message}`),
    done: () => {
      if (isTerminal) stream.write(CLEAR_LINE);
    },
  };
}

interface State {
  epochs: number;
  epoch?: number;
  loss?: number;
  largest?: string;
  smallest?: string;
  evaluations: number;
  hypervolume: number;
  told?: number;
}

function follow(state: State, event: RunEvent): void {
  switch (event.event) {
    case 'step':
      state.epoch = event.epoch;
      state.loss = event.loss;
      break;
    case 'epoch':
      state.largest = formatMetric(event.metric, event.largest);
      state.smallest = formatMetric(event.metric, event.smallest);
      break;
    case 'evaluation':
      state.evaluations += 1;
      break;
    case 'round':
      if (event.source === 'search') state.hypervolume = event.hypervolume;
      break;
  }
}

function barLine(state: State, forecast: Forecast): string {
  const share = forecast.share;
  const full = Math.round(share * BAR);
  const parts = [`${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(share * 100)} %`];
  if (state.epoch !== undefined) parts.push(`epoch ${state.epoch.toFixed(1)}/${state.epochs}`);
  if (state.loss !== undefined) parts.push(`loss ${state.loss.toFixed(3)}`);
  if (state.largest !== undefined && state.smallest !== undefined) {
    parts.push(`largest ${state.largest} smallest ${state.smallest}`);
  }
  parts.push(`${state.evaluations} evaluations`, `hypervolume ${state.hypervolume.toFixed(4)}`);
  const left = forecast.secondsLeft;
  if (left !== undefined) parts.push(`${duration(left)} left`);
  return parts.join(' · ');
}

/** What stays on the screen and in a log; nothing for what only moves the bar. */
function plainLine(event: RunEvent, state: State): string | undefined {
  switch (event.event) {
    case 'step': {
      // A log gets a line every tenth of the epochs' steps, not every second.
      const tenth = Math.floor((10 * event.step) / event.steps);
      if (tenth === state.told) return undefined;
      state.told = tenth;
      return `step ${event.step}/${event.steps}, epoch ${event.epoch.toFixed(1)}, loss ${event.loss.toFixed(4)}, others ${event.sampledLoss.toFixed(4)}`;
    }
    case 'epoch':
      return `epoch ${event.epoch}/${event.epochs}: loss ${event.loss.toFixed(4)}, largest ${state.largest}, smallest ${state.smallest}`;
    case 'opened':
      return `step ${event.step}: ${event.decisions.join(' and ')} open${event.decisions.length === 1 ? 's' : ''}`;
    case 'settled': {
      const early = event.epoch < event.epochs ? `stopped after epoch ${event.epoch} of ${event.epochs}; ` : '';
      return `${early}going on with the weights of epoch ${event.best}, the best for the largest network`;
    }
    case 'round':
      return `${event.source} on epoch ${event.epoch}: ${event.evaluations}/${event.budget} evaluations, hypervolume ${event.hypervolume.toFixed(4)}, front of ${event.front.length}`;
    case 'phase':
      return phases[event.phase];
    case 'resumed':
      return event.step > 0 ? `going on from step ${event.step}` : undefined;
    default:
      return undefined;
  }
}

const phases = {
  finetune: 'fine-tuning',
  search: 'searching on the last weights',
  control: 'random control with the same budget',
  test: 'measuring the front on the held-out samples',
} as const;

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

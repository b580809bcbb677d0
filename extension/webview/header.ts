import type { FromWebview } from '../front/messages.ts';
import { button, html } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import type { Progress } from './run/progress.ts';
import type { RunView } from './run/view.ts';
import { about, clock, signed } from './text/figures.ts';
import { stateWords } from './text/words.ts';

type Command = Extract<FromWebview['kind'], 'run' | 'resume' | 'pause' | 'conclude' | 'source' | 'log'>;

/** What runs, how far it is, and the buttons that start and stop it. */
export function createHeader(send: (command: Command) => void) {
  const name = html('h1');
  const source = button({ class: 'link small', title: 'Open the search in the editor' }, () => send('source'));
  const actions = html('div', { class: 'actions' });
  const facts = html('dl', { class: 'facts' });
  const bar = html('div', {
    class: 'progress',
    role: 'progressbar',
    'aria-label': 'Progress',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  let shown: string | undefined;
  return {
    element: html('header', {}, html('div', { class: 'top' }, name, source, actions), facts, bar),
    draw(view: RunView, progress: Progress): void {
      const { run } = view;
      name.replaceChildren(run.search, html('span', { class: 'quiet' }, ` · space ${run.space}`));
      source.textContent = `${run.file.split(/[\\/]/).at(-1)}:${run.line}`;
      facts.replaceChildren(...factsOf(view, progress));
      drawBar(bar, progress, stateWords(view, progress));
      // The buttons are kept while they are the same, and with them the focus.
      const now = `${progress.state} ${progress.searched > 0}`;
      if (shown !== now) actions.replaceChildren(...buttonsOf(progress, send));
      shown = now;
    },
  };
}

function factsOf(view: RunView, progress: Progress): HTMLElement[] {
  const { run } = view;
  const fact = (term: string, kind: string, ...value: (Node | string)[]) =>
    html('div', { class: kind }, html('dt', {}, term), html('dd', {}, ...value));
  const state = html('span', { class: 'dot', 'aria-hidden': 'true' });
  const facts = [fact('State', 'state', state, stateWords(view, progress))];
  if (progress.elapsed > 0) facts.push(fact('Elapsed', '', clock(progress.elapsed)));
  if (progress.remaining !== undefined) facts.push(fact('Remaining', '', about(progress.remaining)));
  if (run.device) facts.push(fact('Device', '', run.device));
  facts.push(fact('Seed', '', String(run.seed)));
  const volume = latestVolume(view, 'search');
  if (volume !== undefined) {
    const control = latestVolume(view, 'control');
    const gain = control === undefined ? undefined : signed(volume - control, 3);
    const over = html('span', { class: 'quiet' }, gain === undefined ? '' : ` ${gain} over random`);
    facts.push(fact('Hypervolume', 'volume', html('b', {}, volume.toFixed(3)), over));
  }
  return facts;
}

function latestVolume({ history }: RunView, source: 'search' | 'control'): number | undefined {
  const newest = history.rounds.filter((round) => round.source === 'search').at(-1)?.epoch;
  return history.rounds.filter((round) => round.source === source && round.epoch === newest).at(-1)?.hypervolume;
}

function drawBar(bar: HTMLElement, progress: Progress, words: string): void {
  const whole = progress.parts.reduce((sum, part) => sum + part.weight, 0);
  const done = progress.parts.reduce((sum, part) => sum + part.weight * part.done, 0);
  bar.setAttribute('aria-valuenow', String(Math.round((100 * done) / whole)));
  bar.setAttribute('aria-valuetext', words);
  while (bar.children.length < progress.parts.length) bar.append(html('span', {}, html('i')));
  for (const [i, part] of progress.parts.entries()) {
    const span = bar.children[i] as HTMLElement;
    span.title = part.name;
    span.style.flexGrow = String(part.weight / whole);
    (span.firstElementChild as HTMLElement).style.width = `${100 * part.done}%`;
  }
}

function buttonsOf({ state, searched }: Progress, send: (command: Command) => void): HTMLElement[] {
  // A run can be ended where it has found something on its final weights.
  const hasFront = searched > 0;
  const act = (name: IconName, text: string, command: Command, primary = false) =>
    button({ class: primary ? 'button primary' : 'button' }, () => send(command), icon(name), text);
  const stop = act('stop', 'Stop', 'conclude');
  stop.title = 'Explore no further: measure the front found so far on held-out data, and finish';
  switch (state) {
    case 'waiting':
    case 'finetuning':
    case 'testing':
      return [act('pause', 'Pause', 'pause')];
    case 'searching':
    case 'controlling':
      return [act('pause', 'Pause', 'pause'), ...(hasFront ? [stop] : [])];
    case 'interrupted':
      return [act('play', 'Resume', 'resume', true), ...(hasFront ? [stop] : [])];
    case 'failed':
      return [act('log', 'Show log', 'log', true), act('play', 'Resume', 'resume')];
    case 'finished':
      return [act('play', 'Run again', 'run')];
  }
}

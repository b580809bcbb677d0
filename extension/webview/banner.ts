import { html } from './dom.ts';
import { icon } from './icons.ts';
import type { Progress } from './run/progress.ts';
import type { RunView } from './run/view.ts';
import { about } from './text/figures.ts';

/** What went wrong and what is kept, where a run failed or was interrupted. */
export function createBanner() {
  const element = html('div', { class: 'banner', hidden: true });
  return {
    element,
    draw(view: RunView, progress: Progress): void {
      const { ending, evaluations } = view.history;
      const kept = `${evaluations.length} evaluation${evaluations.length === 1 ? ' is' : 's are'} kept`;
      element.hidden = progress.state !== 'failed' && progress.state !== 'interrupted';
      if (element.hidden) return;
      const failed = progress.state === 'failed';
      element.className = `banner ${failed ? 'error' : 'warning'}`;
      element.setAttribute('role', failed ? 'alert' : 'status');
      const line =
        ending?.event === 'failed'
          ? ending.message
          : ending
            ? 'The run was stopped.'
            : 'The process that ran this search has ended without a word.';
      const rest = progress.remaining === undefined ? '' : ` ${capital(about(progress.remaining))} remain.`;
      element.replaceChildren(
        icon(failed ? 'error' : 'warning'),
        html('div', {}, html('p', {}, line), html('p', { class: 'quiet small' }, `${kept}.${failed ? '' : rest}`)),
      );
    },
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

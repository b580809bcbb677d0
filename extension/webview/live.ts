import { html } from './dom.ts';
import type { Progress } from './run/progress.ts';
import type { RunView } from './run/view.ts';
import { spokenProgress } from './text/words.ts';

/** What a screen reader is told: every tenth evaluation, changes of state, the selection. */
export function createLiveRegion() {
  const element = html('div', { class: 'hush', role: 'status', 'aria-live': 'polite' });
  let state: string | undefined;
  let tens = 0;
  const say = (text: string) => {
    if (element.textContent !== text) element.textContent = text;
  };
  return {
    element,
    say,
    follow(view: RunView, progress: Progress): void {
      const now = Math.floor((progress.searched + progress.controlled) / 10);
      if (state !== progress.state || now > tens) say(spokenProgress(view, progress));
      state = progress.state;
      tens = now;
    },
  };
}

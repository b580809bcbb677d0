import type { FromWebview, RunDescription, ToWebview } from '../front/messages.ts';
import { createPage } from './page.ts';
import { emptyHistory, type RunHistory, record } from './run/history.ts';

/** VS Code's side of a webview. */
interface Host {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
/** VS Code hands this back when it shows a hidden tab again, or restores one after a reload of the window. */
const page = createPage(
  (message) => host.postMessage(message),
  (kept) => host.setState(kept),
);
document.body.append(page.element);

let run: RunDescription | undefined;
let history: RunHistory = emptyHistory();
let alive = true;
let scheduled = false;

window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
  switch (data.kind) {
    case 'run':
      if (run?.folder !== data.run.folder) page.restore(data.run, host.getState());
      run = data.run;
      history = emptyHistory();
      append(data.events);
      break;
    case 'events':
      append(data.events);
      break;
    case 'latency':
      page.measured(data.id, data.answer);
      break;
    case 'compared':
      page.compare(data.run, data.events);
      break;
    case 'alive':
      alive = data.alive;
      break;
  }
  schedule();
});

function append(events: readonly Parameters<typeof record>[1][]): void {
  for (const event of events) record(history, event, run?.epochs ?? 0);
}

/** Many events of one moment are drawn once. */
function schedule(): void {
  if (scheduled || !run) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    if (run) page.show(run, history, alive);
  });
}

// The clock goes on between events.
setInterval(() => {
  if (alive && !history.ending) schedule();
}, 1000);
host.postMessage({ kind: 'ready' });

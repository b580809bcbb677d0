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
const page = createPage((message) => host.postMessage(message));
document.body.append(page.element);

let run: RunDescription | undefined;
let history: RunHistory = emptyHistory();
let alive = true;
let scheduled = false;

window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
  switch (data.kind) {
    case 'run':
      run = data.run;
      history = emptyHistory();
      // VS Code hands this back when it restores the tab after a reload of the window.
      host.setState({ folder: run.folder });
      append(data.events);
      break;
    case 'events':
      append(data.events);
      break;
    case 'latency':
      page.measured(data.id, data.answer);
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

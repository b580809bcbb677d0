import type { RunEvent } from '../../runtime/run/events.ts';
import type { FromWebview, LatencyAnswer, RunDescription } from '../front/messages.ts';
import { createBanner } from './banner.ts';
import { createChart } from './chart/chart.ts';
import { accuracyCurve } from './curves/accuracy.ts';
import { hypervolumeCurve } from './curves/hypervolume.ts';
import { lossCurve } from './curves/loss.ts';
import { createDetail } from './detail/detail.ts';
import { spokenLatency } from './detail/latency.ts';
import { html } from './dom.ts';
import { createHeader } from './header.ts';
import { type Kept, keptOf } from './kept.ts';
import { createLegend } from './legend.ts';
import { createLiveRegion } from './live.ts';
import { type Comparison, nameOfRun } from './run/comparison.ts';
import type { Memory } from './run/growing.ts';
import { emptyHistory, type RunHistory, record } from './run/history.ts';
import { taskMetricOf } from './run/metric.ts';
import { progressOf } from './run/progress.ts';
import { type RunView, viewOf } from './run/view.ts';
import { type Actions, find, initialSelection } from './selection.ts';
import { createTable } from './table/table.ts';
import { emptyWords } from './text/empty.ts';
import { spoken, title } from './text/words.ts';

const narrowBelow = 760;

/** The whole page: its parts, and what is selected in them. `keep` takes what is to outlive the page. */
export function createPage(send: (message: FromWebview) => void, keep: (kept: Kept) => void) {
  const selection = initialSelection();
  let latest: { view: RunView; alive: boolean } | undefined;
  let seen: { history: RunHistory; key: string } | undefined;
  let listed = '';
  let drawnCurves = '';
  const latencies = new Map<number, LatencyAnswer | 'measuring'>();
  const memory: Memory = new WeakMap();
  let compared: readonly Comparison[] = [];
  let kept = '';
  /** The axes are a person's choice. */
  let isChosen = false;

  const actions: Actions = {
    select(id, from) {
      selection.chosen = id;
      draw();
      if (id !== undefined && from !== 'table') table.show(id);
      const network = latest && find(latest.view, id);
      if (latest && network) live.say(spoken(latest.view, network));
    },
    hover(id) {
      const hovered = Number.isNaN(id) ? undefined : id;
      if (hovered === selection.hovered) return;
      selection.hovered = hovered;
      if (latest) chart.draw(latest.view, selection);
    },
    change(part) {
      Object.assign(selection, part);
      draw();
    },
    exportOnnx: (id) => send({ kind: 'export', id }),
    measureLatency(id) {
      if (latencies.get(id) === 'measuring') return;
      latencies.set(id, 'measuring');
      send({ kind: 'latency', id });
      if (latest) detail.draw(latest.view, selection, latencies);
    },
    compare: () => send({ kind: 'compare' }),
    dropComparison(folder) {
      compareWith(compared.filter((one) => one.folder !== folder));
    },
    copyConfiguration(network) {
      send({ kind: 'copy', text: JSON.stringify(network.config, null, 2) });
      if (latest) live.say(`Configuration of ${title(latest.view, network)} copied.`);
    },
    insertConfiguration: ({ id, config }) => send({ kind: 'insert', id, configuration: config }),
    openConfiguration: (network) => send({ kind: 'configuration', text: JSON.stringify(network.config, null, 2) }),
  };

  const header = createHeader((kind) => send({ kind }));
  const banner = createBanner();
  const live = createLiveRegion();
  const legend = createLegend(actions);
  const chart = createChart(actions);
  const ofTraining = [lossCurve(), accuracyCurve()];
  const curves = [hypervolumeCurve(), ...ofTraining];
  const detail = createDetail(actions);
  const table = createTable(actions);
  const chartHead = html(
    'div',
    { class: 'head' },
    html('h2', {}, 'Pareto front'),
    legend.element,
    html('span', { class: 'spring' }),
    ...chart.tools,
  );
  const chartSection = html('section', { class: 'chart', 'aria-label': 'Pareto front' }, chartHead, chart.plot);
  const curvesSection = html(
    'section',
    { class: 'curves', 'aria-label': 'Progress of the run' },
    ...curves.map((curve) => curve.element),
  );
  const grid = html('main', {}, chartSection, curvesSection, detail.element, table.element);
  const inner = html('div', { class: 'inner' }, header.element, banner.element, live.element, grid);
  const element = html('div', { class: 'root', hidden: true }, inner);

  function draw(): void {
    if (!latest) return;
    const { view, alive } = latest;
    const progress = progressOf(view, Date.now(), alive);
    const isEmpty = view.networks.length === 0;
    element.hidden = false;
    inner.className = `inner ${progress.state}`;
    grid.classList.toggle('early', isEmpty);
    for (const part of [detail.element, table.element, ...chart.tools]) part.hidden = isEmpty;
    header.draw(view, progress);
    banner.draw(view, progress);
    live.follow(view, progress);
    legend.draw(view, selection);
    chart.explain(isEmpty ? emptyWords(view, progress) : undefined);
    // The page fills the window under its header.
    inner.style.setProperty('--above', `${grid.offsetTop}px`);
    chart.draw(view, selection);
    keepIt(view);
    for (const { element } of ofTraining) element.hidden = view.run.epochs === 0;
    const curved = JSON.stringify([
      [view.history.losses.length, view.history.rounds.length, view.history.epochs.size],
      [curvesSection.clientWidth, curvesSection.clientHeight, view.run.folder],
    ]);
    if (curved !== drawnCurves) for (const curve of curves) curve.draw(view);
    drawnCurves = curved;
    // Rows and buttons stay the same elements while they say the same: a click must not lose its target.
    const narrow = element.clientWidth < narrowBelow;
    const { chosen, scope, sort, box, x, y, filter } = selection;
    const now = JSON.stringify([seen?.key, isEmpty, narrow, chosen, scope, sort, box, x, y, filter]);
    if (isEmpty || now === listed) return;
    listed = now;
    table.draw(view, selection, narrow);
    detail.draw(view, selection, latencies);
  }

  function compareWith(runs: readonly Comparison[]): void {
    compared = runs;
    if (latest) latest = { ...latest, view: { ...latest.view, compared } };
    draw();
  }

  /** Once for each change. */
  function keepIt({ run }: RunView): void {
    const { hovered: _, ...chosen } = selection;
    const measured = [...latencies].flatMap(([id, answer]) => (answer === 'measuring' ? [] : [[id, answer] as const]));
    const folders = compared.map(({ folder }) => folder);
    const now: Kept = {
      folder: run.folder,
      selection: chosen,
      look: chart.look(),
      latencies: measured,
      compared: folders,
    };
    if (JSON.stringify(now) === kept) return;
    kept = JSON.stringify(now);
    keep(now);
  }

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      table.focusFilter();
    }
    if (event.key === 'd') actions.compare();
    const network = latest && find(latest.view, selection.chosen);
    if (network && event.key === 'e') actions.exportOnnx(network.id);
    if (network && event.key === 'm') actions.measureLatency(network.id);
    if (network && event.key === 'c') actions.copyConfiguration(network);
    if (network && event.key === 'i') actions.insertConfiguration(network);
    if (network && event.key === 'j') actions.openConfiguration(network);
  });
  new ResizeObserver(() => {
    draw();
    if (selection.chosen !== undefined) table.show(selection.chosen);
  }).observe(element);

  return {
    element,
    /** Looks at the run as it was looked at before the page went; `state` is what was kept. */
    restore(run: RunDescription, state: unknown): void {
      const before = keptOf(state, run.folder);
      if (!before) return;
      Object.assign(selection, before.selection);
      table.narrowTo(selection.filter);
      for (const [id, answer] of before.latencies) latencies.set(id, answer);
      if (before.look) chart.lookAt(before.look);
      for (const folder of before.compared) send({ kind: 'compare', folder });
      isChosen = true;
    },
    compare(run: RunDescription, events: readonly RunEvent[]): void {
      const history = emptyHistory();
      for (const event of events) record(history, event, run.epochs);
      const { front } = viewOf(run, history);
      const others = compared.filter((one) => one.folder !== run.folder);
      compareWith([...others, { folder: run.folder, name: nameOfRun(run), seed: run.seed, front }]);
    },
    measured(id: number, answer: LatencyAnswer | undefined): void {
      if (answer) latencies.set(id, answer);
      else latencies.delete(id);
      if (answer) live.say(spokenLatency(answer));
      if (latest) {
        detail.draw(latest.view, selection, latencies);
        keepIt(latest.view);
      }
    },
    show(run: RunDescription, history: RunHistory, alive: boolean): void {
      const { evaluations, tests, phase, ending } = history;
      const key = JSON.stringify([evaluations.length, tests.size, phase, ending?.event]);
      const isKnown = latest !== undefined && seen?.history === history && seen.key === key;
      latest = { view: isKnown && latest ? latest.view : viewOf(run, history, memory, compared), alive };
      // What the search is about goes upwards, until a person chooses something else.
      if (!seen && !isChosen) selection.y = taskMetricOf(run.objectives);
      // Axes that were kept are no longer there where the file's text means nothing any more.
      const isAxis = (key: string) => latest?.view.axes.some((axis) => axis.key === key) ?? false;
      if (history.evaluations.length > 0 && !isAxis(selection.x)) selection.x = 'macs';
      if (history.evaluations.length > 0 && !isAxis(selection.y)) selection.y = taskMetricOf(run.objectives);
      seen = { history, key };
      const { knee, front } = latest.view;
      // Points of older weights go when newer ones come: then the knee is as good a place to start as any.
      if (!find(latest.view, selection.chosen) && !history.ending) selection.chosen = undefined;
      if (selection.chosen === undefined && history.ending) selection.chosen = (knee ?? front[0])?.id;
      draw();
    },
  };
}

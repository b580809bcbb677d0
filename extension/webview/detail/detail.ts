import { button, html } from '../dom.ts';
import { type IconName, icon } from '../icons.ts';
import type { SubNetwork } from '../run/history.ts';
import type { Metric } from '../run/metric.ts';
import type { RunView } from '../run/view.ts';
import { type Actions, find, neighbour, type Selection } from '../selection.ts';
import { countWithError, difference, figure, heldOut, thin, withUnit } from '../text/figures.ts';
import { standing, title } from '../text/words.ts';
import { decisionsTable } from './decisions.ts';
import { type Latencies, latencyRows } from './latency.ts';

/** All that is known of the selected sub-network, and what can be done with it. */
export function createDetail(actions: Actions) {
  const element = html('section', { class: 'detail', 'aria-label': 'Selected sub-network' });
  let network: SubNetwork | undefined;
  // The same elements for every sub-network and every evaluation: a click must not lose its target.
  const doing = buttons(actions, (act) => network && act(network));
  const about = html('div');
  let shown = '';
  element.append(about, doing);
  return {
    element,
    draw(view: RunView, selection: Selection, latencies: Latencies): void {
      network = find(view, selection.chosen);
      doing.hidden = network === undefined;
      const of = network && [
        network.id,
        standing(view, network),
        view.history.tests.has(network.id),
        latencies.get(network.id),
      ];
      const marked = [view.run.folder, view.marked.map(({ id }) => id), view.metrics.map(({ unit }) => unit)];
      const now = JSON.stringify([of, marked]);
      if (now === shown) return;
      shown = now;
      const focused = about.contains(document.activeElement) ? document.activeElement?.getAttribute('data-act') : null;
      about.replaceChildren(...(network ? parts(network, view, actions, latencies.get(network.id)) : nothing()));
      if (focused) about.querySelector<HTMLElement>(`[data-act="${focused}"]`)?.focus();
    },
  };
}

function buttons(actions: Actions, onNetwork: (act: (network: SubNetwork) => void) => void): HTMLElement {
  const one = (kind: string, title: string, act: (network: SubNetwork) => void, name: IconName, text: string) =>
    button({ class: kind, title }, () => onNetwork(act), icon(name), text);
  return html(
    'div',
    { class: 'do' },
    one('button primary', 'Export as ONNX (E)', ({ id }) => actions.exportOnnx(id), 'export', 'Export ONNX…'),
    one(
      'button',
      'Measure the latency on this machine (M)',
      ({ id }) => actions.measureLatency(id),
      'watch',
      'Measure latency',
    ),
    one(
      'button',
      'Insert the configuration into the file (I)',
      actions.insertConfiguration,
      'insert',
      'Insert configuration',
    ),
    one('button', 'Copy the configuration (C)', actions.copyConfiguration, 'copy', 'Copy JSON'),
    one('button', 'Open the configuration as a document (J)', actions.openConfiguration, 'json', 'Open JSON'),
  );
}

function nothing(): Node[] {
  return [
    html('div', { class: 'head' }, html('h2', {}, 'No sub-network selected')),
    html('p', { class: 'quiet' }, 'Select a point or a row. Arrow keys in the chart walk along the front.'),
  ];
}

function parts(network: SubNetwork, view: RunView, actions: Actions, latency: ReturnType<Latencies['get']>): Node[] {
  const at = view.front.indexOf(network);
  const name = title(view, network);
  const standingTag = network === view.knee ? 'knee' : standing(view, network);
  const step = (by: number) => actions.select(neighbour(view, network.id, by)?.id);
  return [
    html(
      'div',
      { class: 'head' },
      html('h2', {}, name.startsWith('#') ? `Sub-network ${name}` : name),
      html('span', { class: 'tag' }, standingTag),
      html('span', { class: 'spring' }),
      button(stepAttributes('Smaller on the front', '←', at === 0), () => step(-1), icon('left')),
      button(stepAttributes('Larger on the front', '→', at === view.front.length - 1), () => step(1), icon('right')),
    ),
    html(
      'div',
      { class: 'halves' },
      html('div', {}, headline(network, view), pairs(network, view, latency)),
      html('div', {}, html('h3', {}, 'Decisions'), ...decisionsTable(view, network)),
    ),
  ];
}

function stepAttributes(label: string, key: string, disabled: boolean) {
  return { class: 'tool', title: `${label} (${key})`, 'aria-label': label, 'data-act': label, disabled };
}

/** The two metrics that lead, large, each with its difference to the largest network. */
function headline(network: SubNetwork, view: RunView): HTMLElement {
  const leading = view.metrics.slice(0, 2).map((metric) => {
    const value = metric.of(network);
    return html(
      'div',
      {},
      html('div', { class: 'small quiet' }, metric.label),
      html(
        'div',
        { class: 'value' },
        value === undefined ? '–' : figure(metric, value),
        html('small', {}, thin + metric.unit),
      ),
      html('div', { class: 'small' }, against(metric, network, view) || '\u00a0'),
    );
  });
  return html('div', { class: 'headline' }, ...leading);
}

function pairs(network: SubNetwork, view: RunView, latency: ReturnType<Latencies['get']>): HTMLElement {
  const rows = view.metrics
    .slice(2)
    .map((metric) =>
      html(
        'tr',
        {},
        html('th', { scope: 'row' }, metric.label),
        html('td', {}, withUnit(metric, network)),
        html('td', {}, against(metric, network, view)),
      ),
    );
  const { correct, count } = network.metrics;
  if (correct !== undefined && count !== undefined) rows.push(wideRow('Correct', countWithError(correct, count)));
  const test = view.history.tests.get(network.id);
  const { correct: right, count: of } = test?.metrics ?? {};
  if (right !== undefined && of !== undefined) rows.push(wideRow('Held out', countWithError(right, of)));
  else if (test) rows.push(wideRow('Held out', heldOut(view.metrics, test.metrics)));
  rows.push(...latencyRows(latency));
  const caption = html('caption', { class: 'small quiet' }, view.largest ? 'Differences to the largest' : '');
  return html('table', { class: 'pairs' }, caption, html('tbody', {}, ...rows));
}

function wideRow(label: string, text: string): HTMLTableRowElement {
  return html('tr', {}, html('th', { scope: 'row' }, label), html('td', { colspan: 2 }, text));
}

function against(metric: Metric, network: SubNetwork, view: RunView): string {
  return view.largest && network !== view.largest ? difference(metric, network, view.largest) : '';
}

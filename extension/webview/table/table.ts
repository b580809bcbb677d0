import type { RunDescription } from '../../front/messages.ts';
import { html, svg } from '../dom.ts';
import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import { type Actions, inBox, type Selection } from '../selection.ts';
import { spoken, standing } from '../text/words.ts';
import { type Column, columnsOf } from './columns.ts';
import { filterOf } from './filter.ts';
import { createHead } from './head.ts';
import { stripKey } from './strip-key.ts';
import { createTabs } from './tabs.ts';
import { rowWindow } from './window.ts';

/** The sub-networks as rows: sorted by MACs they read as a picture of the space. */
export function createTable(actions: Actions) {
  const tabs = createTabs(actions);
  const key = html('span', { class: 'key' });
  const head = createHead(actions);
  const body = html('tbody');
  const grid = html('table', { class: 'networks', role: 'grid', 'aria-label': 'Sub-networks' }, head.element, body);
  const scroll = html('div', { class: 'scroll' }, grid);
  const shown = rowWindow<SubNetwork>(scroll, head.element, body);
  const field = html('input', {
    class: 'filter',
    type: 'search',
    placeholder: 'Filter: macs < 1.2 accuracy > 97',
    title: 'Metrics and decisions by <, <=, >, >= or =, or a value such as int8 (/)',
    'aria-label': 'Filter the sub-networks',
  });
  const told = html('span', { class: 'small quiet', role: 'status' });
  field.addEventListener('input', () => actions.change({ filter: field.value }));
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    field.value = '';
    actions.change({ filter: '' });
  });
  const heading = html(
    'div',
    { class: 'head' },
    html('h2', {}, 'Sub-networks'),
    tabs.element,
    field,
    told,
    html('span', { class: 'spring' }),
    key,
  );
  const rows = new WeakMap<SubNetwork, { readonly row: HTMLTableRowElement; readonly says: string }>();
  let listed: readonly SubNetwork[] = [];
  let keyed: RunDescription | undefined;

  body.addEventListener('click', (event) => {
    const row = rowOf(event.target);
    if (row) actions.select(Number(row.dataset.id), 'table');
  });
  body.addEventListener('pointerover', (event) => actions.hover(Number(rowOf(event.target)?.dataset.id ?? Number.NaN)));
  body.addEventListener('pointerleave', () => actions.hover(undefined));
  body.addEventListener('keydown', (event) => {
    const on = rowOf(event.target);
    const at = listed.findIndex((network) => network.id === Number(on?.dataset.id));
    const goals: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: listed.length - 1,
      Enter: at,
      ' ': at,
    };
    const goal = goals[event.key];
    if (goal === undefined || at < 0) return;
    event.preventDefault();
    const place = Math.max(0, Math.min(listed.length - 1, goal));
    const network = listed[place]!;
    shown.reveal(place);
    actions.select(network.id, 'table');
    rows.get(network)?.row.focus({ preventScroll: true });
  });

  return {
    element: html('section', { class: 'table', 'aria-label': 'Sub-networks' }, heading, scroll),
    draw(view: RunView, selection: Selection, narrow: boolean): void {
      tabs.draw(view, selection);
      if (keyed !== view.run) key.replaceChildren(...stripKey(view.space));
      keyed = view.run;
      const columns = columnsOf(view, narrow).filter((column) => !narrow || !column.wideOnly);
      head.draw(columns, selection);
      const all = sortedRows(view, selection, columns);
      const filter = filterOf(selection.filter, view);
      listed = all.filter(filter.fits);
      told.textContent = filter.problem ?? (listed.length < all.length ? `${listed.length} of ${all.length}` : '');
      field.setAttribute('aria-invalid', String(filter.problem !== undefined));
      grid.setAttribute('aria-rowcount', String(listed.length + 1));
      const isListed = listed.some((network) => network.id === selection.chosen);
      const reachable = isListed ? selection.chosen : listed[0]?.id;
      const says = JSON.stringify([narrow, columns.map((column) => column.head), view.largest?.id]);
      shown.list(listed, (network, index) => {
        const row = rowFor(network, `${says}${standing(view, network)}`, () => drawRow(network, view, columns));
        row.setAttribute('aria-rowindex', String(index + 2));
        row.setAttribute('aria-selected', String(network.id === selection.chosen));
        row.tabIndex = network.id === reachable ? 0 : -1;
        return row;
      });
    },
    focusFilter: () => field.focus(),
    /** Shows what the table is narrowed to, where that was not typed. */
    narrowTo(filter: string): void {
      field.value = filter;
    },
    /** Scrolls the table, and only the table, to the row. */
    show(id: number): void {
      const at = listed.findIndex((network) => network.id === id);
      if (at >= 0) shown.reveal(at);
    },
  };

  /** The row of a sub-network: the one that there is while it says the same, so that a click does not lose its target. */
  function rowFor(network: SubNetwork, says: string, make: () => HTMLTableRowElement): HTMLTableRowElement {
    const known = rows.get(network);
    if (known?.says === says) return known.row;
    const row = make();
    const isFocused = known !== undefined && known.row === document.activeElement;
    known?.row.replaceWith(row);
    if (isFocused) row.focus({ preventScroll: true });
    rows.set(network, { row, says });
    return row;
  }
}

function rowOf(target: EventTarget | null): HTMLTableRowElement | undefined {
  const row = target instanceof Element ? target.closest<HTMLTableRowElement>('tr[data-id]') : null;
  return row ?? undefined;
}

function sortedRows(view: RunView, selection: Selection, columns: readonly Column[]): SubNetwork[] {
  const { key, ascending } = selection.sort;
  const column = columns.find((one) => one.key === key);
  const by = column ? column.sortBy : (network: SubNetwork) => network.id;
  const { scope } = selection;
  const listed = scope === 'front' ? view.front : scope === 'box' ? inBox(view, selection) : view.networks;
  const sign = ascending ? 1 : -1;
  return listed
    .map((network) => ({ network, value: by(network) }))
    .sort((a, b) => (a.value - b.value || a.network.id - b.network.id) * sign)
    .map(({ network }) => network);
}

function drawRow(network: SubNetwork, view: RunView, columns: readonly Column[]): HTMLTableRowElement {
  const attributes = {
    'data-id': network.id,
    tabindex: -1,
    'aria-label': spoken(view, network),
    class: view.onFront.has(network) ? undefined : 'dominated',
  };
  const id = html('span', { class: 'id' }, rowMark(view, network), `#${network.id}`);
  const cells = columns.map((column) => html('td', { class: column.kind }, ...column.cell(network)));
  return html('tr', attributes, html('td', { class: 'text' }, id), ...cells);
}

/** The mark that the sub-network has in the chart. */
function rowMark(view: RunView, network: SubNetwork): SVGElement {
  const drawing = svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' });
  const circle = (kind: string, r: number) => svg('circle', { class: kind, cx: 5, cy: 5, r });
  if (network === view.knee) drawing.append(circle('member', 3), circle('knee-ring', 5.5));
  else drawing.append(view.onFront.has(network) ? circle('member', 4) : circle('dot', 2.2));
  return drawing;
}

import { button, html, svg } from '../dom.ts';
import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import { type Actions, inBox, type Selection } from '../selection.ts';
import { spoken } from '../text/words.ts';
import { type Column, columnsOf } from './columns.ts';
import { filterOf } from './filter.ts';
import { stripKey } from './strip-key.ts';

/** The sub-networks as rows: sorted by MACs they read as a picture of the space. */
export function createTable(actions: Actions) {
  const tabs = html('div', { class: 'tabs' });
  const key = html('span', { class: 'key' });
  const head = html('thead');
  const body = html('tbody');
  const scroll = html(
    'div',
    { class: 'scroll' },
    html('table', { class: 'networks', role: 'grid', 'aria-label': 'Sub-networks' }, head, body),
  );
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
    tabs,
    field,
    told,
    html('span', { class: 'spring' }),
    key,
  );
  const rows = new Map<number, HTMLTableRowElement>();

  body.addEventListener('click', (event) => {
    const row = rowOf(event.target);
    if (row) actions.select(Number(row.dataset.id), 'table');
  });
  body.addEventListener('pointerover', (event) => actions.hover(Number(rowOf(event.target)?.dataset.id ?? Number.NaN)));
  body.addEventListener('pointerleave', () => actions.hover(undefined));
  body.addEventListener('keydown', (event) => {
    const all = [...body.rows];
    const on = rowOf(event.target);
    const at = on ? all.indexOf(on) : -1;
    const goals: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
      Enter: at,
      ' ': at,
    };
    const goal = goals[event.key];
    if (goal === undefined || at < 0) return;
    event.preventDefault();
    const row = all[Math.max(0, Math.min(all.length - 1, goal))];
    actions.select(Number(row?.dataset.id), 'table');
    row?.focus({ preventScroll: false });
  });

  return {
    element: html('section', { class: 'table', 'aria-label': 'Sub-networks' }, heading, scroll),
    draw(view: RunView, selection: Selection, narrow: boolean): void {
      drawTabs(tabs, view, selection, actions);
      key.replaceChildren(...stripKey(view.space));
      const columns = columnsOf(view, narrow).filter((column) => !narrow || !column.wideOnly);
      drawHead(head, columns, selection, actions);
      const focused = rowOf(document.activeElement)?.dataset.id;
      const listed = sortedRows(view, selection, columns);
      const filter = filterOf(selection.filter, view);
      const sorted = listed.filter(filter.fits);
      told.textContent =
        filter.problem ?? (sorted.length < listed.length ? `${sorted.length} of ${listed.length}` : '');
      field.setAttribute('aria-invalid', String(filter.problem !== undefined));
      const first = sorted.some((network) => network.id === selection.chosen) ? selection.chosen : sorted[0]?.id;
      rows.clear();
      body.replaceChildren(
        ...sorted.map((network) => {
          const row = drawRow(network, view, columns, selection, network.id === first);
          rows.set(network.id, row);
          return row;
        }),
      );
      if (focused !== undefined) rows.get(Number(focused))?.focus({ preventScroll: true });
    },
    focusFilter: () => field.focus(),
    /** Scrolls the table, and only the table, to the row. */
    show(id: number): void {
      const row = rows.get(id);
      if (!row) return;
      const above = row.offsetTop - head.offsetHeight;
      const below = row.offsetTop + row.offsetHeight - scroll.clientHeight;
      scroll.scrollTop = Math.max(below, Math.min(above, scroll.scrollTop));
    },
  };
}

function rowOf(target: EventTarget | null): HTMLTableRowElement | undefined {
  const row = target instanceof Element ? target.closest<HTMLTableRowElement>('tr[data-id]') : null;
  return row ?? undefined;
}

function drawTabs(tabs: HTMLElement, view: RunView, selection: Selection, actions: Actions): void {
  const scopes = [
    { scope: 'front', text: 'Front', count: view.front.length },
    { scope: 'all', text: 'Evaluated', count: view.networks.length },
    ...(selection.box ? [{ scope: 'box', text: 'In box', count: inBox(view, selection).length } as const] : []),
  ] as const;
  tabs.replaceChildren(
    ...scopes.map(({ scope, text, count }) =>
      button(
        { 'aria-pressed': String(selection.scope === scope) },
        () => actions.change({ scope }),
        text,
        html('span', { class: 'count' }, String(count)),
      ),
    ),
  );
}

function drawHead(head: HTMLElement, columns: readonly Column[], selection: Selection, actions: Actions): void {
  const cells = [{ key: 'id', head: 'Id', kind: 'text' as const }, ...columns].map((column) => {
    const on = selection.sort.key === column.key;
    const arrow = on && html('span', { 'aria-hidden': 'true' }, selection.sort.ascending ? '↑' : '↓');
    const ascending = on ? !selection.sort.ascending : column.key !== 'accuracy';
    const sort = button(
      {},
      () => actions.change({ sort: { key: column.key, ascending } }),
      arrow,
      arrow && ' ',
      column.head,
    );
    const order = on ? (selection.sort.ascending ? 'ascending' : 'descending') : 'none';
    return html('th', { scope: 'col', class: column.kind, 'aria-sort': order }, sort);
  });
  head.replaceChildren(html('tr', {}, ...cells));
}

function sortedRows(view: RunView, selection: Selection, columns: readonly Column[]): SubNetwork[] {
  const { key, ascending } = selection.sort;
  const column = columns.find((one) => one.key === key);
  const by = column ? column.sortBy : (network: SubNetwork) => network.id;
  const { scope } = selection;
  const listed = scope === 'front' ? view.front : scope === 'box' ? inBox(view, selection) : view.networks;
  return [...listed].sort((a, b) => (by(a) - by(b) || a.id - b.id) * (ascending ? 1 : -1));
}

function drawRow(
  network: SubNetwork,
  view: RunView,
  columns: readonly Column[],
  selection: Selection,
  reachable: boolean,
): HTMLTableRowElement {
  const attributes = {
    'data-id': network.id,
    tabindex: reachable ? 0 : -1,
    'aria-selected': String(network.id === selection.chosen),
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

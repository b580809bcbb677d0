import type { DecisionValue } from '../../../language/index.ts';
import { html, svg } from '../dom.ts';
import type { SubNetwork } from '../run/history.ts';
import { isUsed, type LayerGroup, valueAt } from '../run/layers.ts';
import type { RunView } from '../run/view.ts';
import { ascending } from '../strip.ts';

const most = 12;
const step = 12;

/** A row a copy, a cell a value: outlined is this sub-network's, shaded by its share of the front. */
export function decisionsTable(view: RunView, network: SubNetwork): HTMLElement[] {
  const single = view.space.single.map((decision) =>
    html(
      'tr',
      {},
      html('th', { scope: 'row' }, decision.path),
      ...cells(view, decision.values, network.config[decision.path], (one) => one.config[decision.path]),
    ),
  );
  const alone = single.length > 0 ? [html('table', { class: 'decisions' }, html('tbody', {}, ...single))] : [];
  const tables = view.space.groups.flatMap((group) =>
    abreast(group).map((names) => groupTable(view, network, { ...group, names })),
  );
  const legend = html('p', { class: 'small quiet' }, 'Outline: this one. Shade: share of the front.');
  return [...alone, ...tables, legend];
}

/** Width of the panel, and of a letter in its two sizes: CSS pixels. */
const panel = 270;
const [letter, smallLetter] = [7.5, 6.5];
const padding = 20;

/** A repeat's decisions, as many in one table as the panel has room for. */
function abreast(group: LayerGroup): string[][] {
  const tables: string[][] = [[]];
  const room = panel - group.path.length * smallLetter;
  let left = room;
  for (const name of group.names) {
    const values = group.values(0, name);
    const longest = Math.max(0, ...values.map((value) => String(value).length));
    const slotsWidth = Math.min(values.length, most) * step;
    const width = padding + Math.max(name.length * smallLetter, slotsWidth + longest * letter);
    if (width > left && tables.at(-1)!.length > 0) {
      tables.push([]);
      left = room;
    }
    tables.at(-1)!.push(name);
    left -= width;
  }
  return tables;
}

function groupTable(view: RunView, network: SubNetwork, group: LayerGroup): HTMLElement {
  const heads = group.names.map((name) => html('th', { scope: 'col', colspan: 2 }, name));
  const rows = Array.from({ length: group.copies }, (_, copy) => {
    const used = isUsed(network.config, group, copy);
    const values = group.names.flatMap((name) =>
      cells(view, group.values(copy, name), valueAt(network.config, group, copy, name), (one) =>
        valueAt(one.config, group, copy, name),
      ),
    );
    const attributes = used ? {} : { class: 'unused', title: 'Not used by this sub-network' };
    return html('tr', attributes, html('th', { scope: 'row' }, String(copy)), ...values);
  });
  return html(
    'table',
    { class: 'decisions' },
    html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, group.path), ...heads)),
    html('tbody', {}, ...rows),
  );
}

/** The values as slots, and the value taken as text. */
function cells(
  view: RunView,
  values: readonly DecisionValue[],
  taken: DecisionValue | undefined,
  of: (network: SubNetwork) => DecisionValue | undefined,
): HTMLElement[] {
  const share = (some: readonly DecisionValue[]) =>
    view.front.filter((one) => some.some((value) => of(one) === value)).length / Math.max(1, view.front.length);
  return [
    html('td', {}, slots(binned(ascending(values)), taken, share)),
    html('td', { class: 'taken' }, taken === undefined ? '–' : String(taken)),
  ];
}

/** Values in at most twelve bins of neighbours. */
function binned(values: readonly DecisionValue[]): DecisionValue[][] {
  const size = Math.ceil(values.length / most);
  const bins: DecisionValue[][] = [];
  for (let i = 0; i < values.length; i += size) bins.push(values.slice(i, i + size));
  return bins;
}

function slots(
  bins: readonly DecisionValue[][],
  taken: DecisionValue | undefined,
  share: (values: readonly DecisionValue[]) => number,
): SVGElement {
  const width = bins.length * step;
  const drawing = svg('svg', {
    class: 'slots',
    width,
    height: step,
    viewBox: `0 0 ${width} ${step}`,
    'aria-hidden': 'true',
  });
  for (const [i, bin] of bins.entries()) {
    const place = { x: i * step + 1, y: 1, width: step - 2, height: step - 2 };
    drawing.append(svg('rect', { class: `share${Math.ceil(share(bin) * 3)}`, ...place }));
  }
  const at = taken === undefined ? -1 : bins.findIndex((bin) => bin.includes(taken));
  if (at >= 0)
    drawing.append(svg('rect', { class: 'this', x: at * step + 1, y: 1, width: step - 2, height: step - 2 }));
  return drawing;
}

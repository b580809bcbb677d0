import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import { strips } from '../strip.ts';
import { figure } from '../text/figures.ts';

/** A column of the table of sub-networks. */
export interface Column {
  readonly key: string;
  /** With the unit, so that cells hold bare figures. */
  readonly head: string;
  readonly kind: 'text' | 'figure';
  /** Left out where the page is narrow. */
  readonly wideOnly: boolean;
  sortBy(network: SubNetwork): number;
  cell(network: SubNetwork): (Node | string)[];
}

const narrowKeys = new Set(['accuracy', 'macs', 'bytes']);

/** Id, the picture of the layers, then every metric of the run. */
export function columnsOf(view: RunView, narrow: boolean): Column[] {
  const layers = view.space.groups.map((group) => `${group.path} 0–${group.copies - 1}`).join(', ');
  const size = { cell: narrow ? 8 : 16, height: 14 };
  const picture: Column = {
    key: 'layers',
    head: layers,
    kind: 'text',
    wideOnly: false,
    sortBy: (network) => Object.keys(network.config).length,
    cell: (network) => strips(view.space, network.config, size),
  };
  const figures = view.metrics.map(
    (metric): Column => ({
      key: metric.key,
      head: metric.unit ? `${metric.label}, ${metric.unit}` : metric.label,
      kind: 'figure',
      wideOnly: !narrowKeys.has(metric.key),
      sortBy: (network) => metric.of(network) ?? Number.POSITIVE_INFINITY,
      cell: (network) => {
        const value = metric.of(network);
        return [value === undefined ? '–' : figure(metric, value)];
      },
    }),
  );
  return view.space.groups.length > 0 ? [picture, ...figures] : figures;
}

import type { SubNetwork } from '../run/history.ts';
import type { LayeredSpace } from '../run/layers.ts';
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
  const { groups, marked } = view.space;
  const size = { width: narrow ? 160 : 320, cell: narrow ? 8 : 16, height: 14 };
  const picture: Column = {
    key: 'layers',
    head: picturedIn(view.space),
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
  return groups.length + marked.length > 0 ? [picture, ...figures] : figures;
}

/** What the strips show, from the left; names where they are few. */
function picturedIn({ groups, marked }: LayeredSpace): string {
  const alone = marked.length > 3 ? [`${marked.length} decisions`] : marked.map(({ path }) => path);
  const layers = groups.map(({ path, copies }) => `${path} 0–${copies - 1}`);
  return [...alone, ...(layers.length > 3 ? [`${layers[0]} to ${layers.at(-1)}`] : layers)].join(', ');
}

import type { SubNetwork } from './run/history.ts';
import type { RunView } from './run/view.ts';

/** A part of the chart, in the units of the metrics on its axes. */
export interface Box {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** What the person has chosen to look at. */
export interface Selection {
  /** Id of the selected sub-network. */
  chosen: number | undefined;
  hovered: number | undefined;
  /** Keys of the metrics on the axes. */
  x: string;
  y: string;
  /** What the table lists. */
  scope: 'front' | 'all' | 'box';
  box: Box | undefined;
  sort: { key: string; ascending: boolean };
  /** What the table is narrowed to, as typed: `macs < 0.3 accuracy > 88 int8`. */
  filter: string;
  showDominated: boolean;
  showControl: boolean;
}

export function initialSelection(): Selection {
  return {
    chosen: undefined,
    hovered: undefined,
    x: 'macs',
    y: 'accuracy',
    scope: 'front',
    box: undefined,
    sort: { key: 'macs', ascending: true },
    filter: '',
    showDominated: true,
    showControl: true,
  };
}

/** What the parts of the page may ask for. */
export interface Actions {
  /** `from` is the part that asked: the others scroll or move to follow. */
  select(id: number | undefined, from?: 'table'): void;
  hover(id: number | undefined): void;
  /** Changes how the run is looked at, and draws again. */
  change(part: Partial<Selection>): void;
  exportOnnx(id: number): void;
  measureLatency(id: number): void;
  copyConfiguration(network: SubNetwork): void;
  /** Writes it into the file of the run. */
  insertConfiguration(network: SubNetwork): void;
  openConfiguration(network: SubNetwork): void;
  /** Asks for another run to draw beside this one. */
  compare(): void;
  /** No longer draws it. */
  dropComparison(folder: string): void;
}

/** A sub-network that can be selected: of the newest weights, or a reference. */
export function find(view: RunView, id: number | undefined): SubNetwork | undefined {
  if (id === undefined) return undefined;
  const isMeant = (one: SubNetwork) => one.id === id;
  return view.marked.find(isMeant) ?? view.networks.find(isMeant);
}

/** The sub-networks in the box; none where there is no box. */
export function inBox(view: RunView, { x, y, box }: Selection): SubNetwork[] {
  const [xMetric, yMetric] = [x, y].map((key) => view.axes.find((metric) => metric.key === key));
  if (!box || !xMetric || !yMetric) return [];
  const within = (value: number | undefined, [low, high]: Box['x']) =>
    value !== undefined && value >= low && value <= high;
  return view.networks.filter((network) => within(xMetric.of(network), box.x) && within(yMetric.of(network), box.y));
}

/** The neighbour on the front; from nothing chosen, its first member. */
export function neighbour(view: RunView, id: number | undefined, step: number): SubNetwork | undefined {
  const at = view.front.findIndex((one) => one.id === id);
  if (at < 0) return view.front[0];
  return view.front[Math.max(0, Math.min(view.front.length - 1, at + step))];
}

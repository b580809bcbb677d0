import type { Configuration, DecisionValue } from '../../language/index.ts';
import type { DecisionDescription } from '../front/messages.ts';
import { svg } from './dom.ts';
import { isUsed, type LayeredSpace, type LayerGroup, valueAt } from './run/layers.ts';

interface StripSize {
  /** What all strips together may take, and a bar at most: widths in CSS pixels. */
  readonly width: number;
  readonly cell: number;
  /** Height of the tallest bar, in CSS pixels. */
  readonly height: number;
}

const most = 48;
const gap = 2;
const between = 10;
const narrowest = 2;
const markWidth = 6;
const markHeight = 3;

/**
 * A sub-network as strips, one for each repeat: a bar a copy, its height the first decision, its shade the second, a dashed
 * foot where the copy is not used. Decisions outside every repeat share one more, a mark each at the height of its value.
 */
export function strips(space: LayeredSpace, config: Configuration, { width, cell, height }: StripSize): SVGElement[] {
  const groups = space.groups.filter(({ copies }) => copies <= most);
  const marked = space.marked.length <= most ? space.marked : [];
  const cells = groups.reduce((sum, { copies }) => sum + copies, marked.length);
  const share = Math.floor((width - groups.length * between) / cells) - gap;
  const size = { cell: Math.max(narrowest, Math.min(cell, share)), height };
  const copies = groups.map((group) => strip(group, config, size));
  return marked.length > 0 ? [marks(marked, config, size), ...copies] : copies;
}

type BarSize = Pick<StripSize, 'cell' | 'height'>;

function canvas(cells: number, { cell, height }: BarSize): SVGElement {
  const width = cells * (cell + gap) - gap;
  return svg('svg', { class: 'strip', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
}

function strip(group: LayerGroup, config: Configuration, size: BarSize): SVGElement {
  const drawing = canvas(group.copies, size);
  for (let copy = 0; copy < group.copies; copy += 1) {
    const x = copy * (size.cell + gap);
    drawing.append(isUsed(config, group, copy) ? bar(group, config, copy, { ...size, x }) : foot(x, size));
  }
  return drawing;
}

function bar(
  group: LayerGroup,
  config: Configuration,
  copy: number,
  { x, cell, height }: BarSize & { x: number },
): SVGElement {
  const [first, second] = group.names;
  const rankOf = (name: string) => rank(group.values(copy, name), valueAt(config, group, copy, name));
  const tall = first === undefined ? 1 : rankOf(first);
  const shade = second === undefined ? 0.5 : rankOf(second);
  const rise = Math.max(3, Math.round(height * (0.25 + 0.75 * tall)));
  return svg('rect', { class: `shade${Math.round(shade * 4)}`, x, y: height - rise, width: cell, height: rise });
}

function marks(decisions: readonly DecisionDescription[], config: Configuration, size: BarSize): SVGElement {
  const { height } = size;
  const cell = Math.min(size.cell, markWidth);
  const drawing = canvas(decisions.length, { cell, height });
  for (const [i, { path, values }] of decisions.entries()) {
    const x = i * (cell + gap);
    const value = config[path];
    if (value === undefined) drawing.append(foot(x, { cell, height }));
    else {
      const y = Math.round((height - markHeight) * (1 - rank(values, value)));
      drawing.append(svg('rect', { class: 'track', x, y: 0, width: cell, height }));
      drawing.append(svg('rect', { class: 'shade3', x, y, width: cell, height: markHeight }));
    }
  }
  return drawing;
}

function foot(x: number, { cell, height }: BarSize): SVGElement {
  const inset = cell > 4 ? 1 : 0;
  return svg('line', { class: 'unused', x1: x + inset, x2: x + cell - inset, y1: height - 0.5, y2: height - 0.5 });
}

/** Where the value stands among the decision's values, from 0 for the smallest to 1. */
function rank(values: readonly DecisionValue[], value: DecisionValue | undefined): number {
  return value === undefined || values.length < 2 ? 1 : ascending(values).indexOf(value) / (values.length - 1);
}

/** Numbers by size; names in the order written. */
export function ascending(values: readonly DecisionValue[]): readonly DecisionValue[] {
  return values.every((value) => typeof value === 'number') ? [...values].sort((a, b) => a - b) : values;
}

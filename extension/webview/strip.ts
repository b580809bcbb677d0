import type { Configuration, DecisionValue } from '../../language/index.ts';
import { svg } from './dom.ts';
import { isUsed, type LayeredSpace, type LayerGroup, valueAt } from './run/layers.ts';

interface StripSize {
  /** Width of a bar and height of the tallest one, in CSS pixels. */
  readonly cell: number;
  readonly height: number;
}

const most = 16;
const gap = 2;

/**
 * A sub-network as strips, one for each repeat of at most 16 copies: a bar a copy, its height the first decision,
 * its shade the second, a dashed foot where the copy is not used.
 */
export function strips(space: LayeredSpace, config: Configuration, size: StripSize): SVGElement[] {
  return space.groups.filter((group) => group.copies <= most).map((group) => strip(group, config, size));
}

function strip(group: LayerGroup, config: Configuration, { cell, height }: StripSize): SVGElement {
  const width = group.copies * (cell + gap) - gap;
  const drawing = svg('svg', {
    class: 'strip',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'aria-hidden': 'true',
  });
  for (let copy = 0; copy < group.copies; copy += 1) {
    const x = copy * (cell + gap);
    drawing.append(isUsed(config, group, copy) ? bar(group, config, copy, { x, cell, height }) : foot(x, cell, height));
  }
  return drawing;
}

function bar(
  group: LayerGroup,
  config: Configuration,
  copy: number,
  { x, cell, height }: StripSize & { x: number },
): SVGElement {
  const [first, second] = group.names;
  const tall = first === undefined ? 1 : rank(group, config, copy, first);
  const shade = second === undefined ? 0.5 : rank(group, config, copy, second);
  const rise = Math.max(3, Math.round(height * (0.25 + 0.75 * tall)));
  return svg('rect', { class: `shade${Math.round(shade * 4)}`, x, y: height - rise, width: cell, height: rise });
}

function foot(x: number, cell: number, height: number): SVGElement {
  return svg('line', { class: 'unused', x1: x + 1, x2: x + cell - 1, y1: height - 0.5, y2: height - 0.5 });
}

/** Where the value stands among the decision's values, from 0 for the smallest to 1. */
function rank(group: LayerGroup, config: Configuration, copy: number, name: string): number {
  const value = valueAt(config, group, copy, name);
  const values = ascending(group.values(copy, name));
  return value === undefined || values.length < 2 ? 1 : values.indexOf(value) / (values.length - 1);
}

/** Numbers by size; names in the order written. */
export function ascending(values: readonly DecisionValue[]): readonly DecisionValue[] {
  return values.every((value) => typeof value === 'number') ? [...values].sort((a, b) => a - b) : values;
}

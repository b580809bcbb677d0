import { html, svg } from '../dom.ts';
import type { LayeredSpace } from '../run/layers.ts';
import { ascending } from '../strip.ts';

/** What a strip's height and shade mean, with the range of values, for the first repeat of the space. */
export function stripKey(space: LayeredSpace): Node[] {
  const group = space.groups[0];
  if (!group) return [];
  const [first, second] = group.names;
  const range = (name: string): string => {
    const values = ascending(group.values(0, name));
    return values.length === 0 ? name : `${name} ${values[0]}–${values.at(-1)}`;
  };
  return [
    ...(first === undefined ? [] : [heights(), html('span', {}, range(first))]),
    ...(second === undefined ? [] : [shades(), html('span', {}, range(second))]),
  ];
}

function heights(): SVGElement {
  const drawing = svg('svg', { class: 'strip', width: 28, height: 14, viewBox: '0 0 28 14', 'aria-hidden': 'true' });
  for (const [i, height] of [4, 9, 14].entries())
    drawing.append(svg('rect', { class: 'shade2', x: i * 10, y: 14 - height, width: 8, height }));
  return drawing;
}

function shades(): SVGElement {
  const drawing = svg('svg', { class: 'strip', width: 48, height: 14, viewBox: '0 0 48 14', 'aria-hidden': 'true' });
  for (let i = 0; i < 5; i += 1)
    drawing.append(svg('rect', { class: `shade${i}`, x: i * 10, y: 3, width: 8, height: 9 }));
  return drawing;
}

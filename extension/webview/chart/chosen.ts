import type { SubNetwork } from '../run/history.ts';
import type { Frame, Layer } from './frame.ts';

/** The selection: a thick ring with drop lines to both axes; what the pointer is on: a thin ring. */
export function drawChosen(
  layer: Layer,
  frame: Frame,
  chosen: SubNetwork | undefined,
  hovered: SubNetwork | undefined,
): void {
  const at = chosen && frame.place(chosen);
  const over = hovered && hovered !== chosen ? frame.place(hovered) : undefined;
  const drops = at ? [`M${at[0]} ${at[1] + 9}V${frame.bottom}`, `M${frame.left} ${at[1]}H${at[0] - 9}`] : [];
  layer
    .selectAll('path')
    .data(drops)
    .join('path')
    .attr('class', 'drop')
    .attr('d', (d) => d);
  const rings = [...(at ? [{ at, kind: 'chosen', r: 8 }] : []), ...(over ? [{ at: over, kind: 'hovered', r: 7 }] : [])];
  layer
    .selectAll('circle')
    .data(rings)
    .join('circle')
    .attr('class', (d) => d.kind)
    .attr('r', (d) => d.r)
    .attr('cx', (d) => d.at[0])
    .attr('cy', (d) => d.at[1]);
}

import type { SubNetwork } from '../run/history.ts';
import type { Frame, Layer } from './frame.ts';

/**
 * The front as stairs: between two corners the better cost and the worse score hold, since nothing better is known
 * there. Thin ends reach to the edges of the area that the front dominates, the faint fill is its hypervolume.
 */
export function drawStairs(layer: Layer, frame: Frame): void {
  const { corners } = frame;
  const path = stairsPath(frame, corners);
  const ends = endsOf(frame, corners);
  const data = path && ends ? [{ path, ...ends }] : [];
  layer
    .selectAll('path.under')
    .data(data)
    .join('path')
    .attr('class', 'under')
    .attr(
      'd',
      (d) => `M${d.first[0]} ${d.far[1]}V${d.first[1]}${d.path.slice(d.path.indexOf('L'))}H${d.far[0]}V${d.far[1]}Z`,
    );
  layer
    .selectAll('path.reach')
    .data(data)
    .join('path')
    .attr('class', 'stairs reach')
    .attr('d', (d) => `M${d.first[0]} ${d.far[1]}V${d.first[1]}M${d.last[0]} ${d.last[1]}H${d.far[0]}`);
  layer
    .selectAll('path.whole')
    .data(data)
    .join('path')
    .attr('class', 'stairs whole')
    .attr('d', (d) => d.path);
}

/** A path through the corners: along the first axis, then along the second; undefined where there is none. */
export function stairsPath(frame: Frame, corners: readonly SubNetwork[]): string | undefined {
  const points = corners.flatMap((corner) => [frame.place(corner)]).filter((point) => point !== undefined);
  const [first, ...rest] = points;
  if (!first) return undefined;
  return `M${first[0]} ${first[1]}L${first[0]} ${first[1]}${rest.map(([x, y]) => `H${x}V${y}`).join('')}`;
}

/** Both end corners, and the corner of the plot that is worst on both axes. */
function endsOf(frame: Frame, corners: readonly SubNetwork[]) {
  const [start, end] = [corners[0], corners.at(-1)];
  const first = start && frame.place(start);
  const last = end && frame.place(end);
  if (!first || !last) return undefined;
  const far: [number, number] = [
    frame.xMetric.goal === 'minimize' ? frame.right : frame.left,
    frame.yMetric.goal === 'maximize' ? frame.bottom : frame.top,
  ];
  return { first, last, far };
}

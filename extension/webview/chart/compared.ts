import type { Frame, Layer } from './frame.ts';
import { stairsPath } from './stairs.ts';

/** So many runs have colours and dashes of their own. */
export const comparedKinds = 3;

/** The fronts of other runs, each with a colour and a dash of its own. */
export function drawCompared(layer: Layer, frame: Frame): void {
  const far = frame.xMetric.goal === 'minimize' ? frame.right : frame.left;
  layer
    .selectAll('path')
    .data(frame.comparedCorners.map((corners) => stairsPath(frame, corners)))
    .join('path')
    .attr('class', (_, i) => `stairs compared r${i % comparedKinds}`)
    .attr('d', (d) => (d === undefined ? '' : `${d}H${far}`));
}

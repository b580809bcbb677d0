import type { SubNetwork } from '../run/history.ts';
import type { Frame, Layer } from './frame.ts';
import { stairsPath } from './stairs.ts';

/** The random control's front, dashed: what the same budget finds without a strategy. */
export function drawControl(layer: Layer, frame: Frame, control: readonly SubNetwork[]): void {
  const path = stairsPath(frame, frame.corners(control));
  const far = frame.xMetric.goal === 'minimize' ? frame.right : frame.left;
  layer
    .selectAll('path')
    .data(path ? [path] : [])
    .join('path')
    .attr('class', 'stairs control')
    .attr('d', (d) => `${d}H${far}`);
}

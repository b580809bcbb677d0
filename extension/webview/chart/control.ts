import type { Frame, Layer } from './frame.ts';
import { stairsPath } from './stairs.ts';

/** The random control's front, dashed: what the same budget finds without a strategy. */
export function drawControl(layer: Layer, frame: Frame, isShown: boolean): void {
  const path = isShown ? stairsPath(frame, frame.controlCorners) : undefined;
  const far = frame.xMetric.goal === 'minimize' ? frame.right : frame.left;
  layer
    .selectAll('path')
    .data(path ? [path] : [])
    .join('path')
    .attr('class', 'stairs control')
    .attr('d', (d) => `${d}H${far}`);
}

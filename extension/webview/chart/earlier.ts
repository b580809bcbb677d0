import type { Frame, Layer } from './frame.ts';
import { stairsPath } from './stairs.ts';

const shown = 3;

/** Fronts on the weights of the last few epochs, thinner and fainter the older: how fine-tuning moves the front. */
export function drawEarlier(layer: Layer, frame: Frame): void {
  const paths = frame.earlierCorners.map((corners) => stairsPath(frame, corners) ?? '');
  layer
    .selectAll('path')
    .data(paths)
    .join('path')
    .attr('class', (_, i) => `stairs earlier e${shown - paths.length + i}`)
    .attr('d', (d) => d);
}

import { select } from 'd3-selection';
import type { Frame, Layer } from './frame.ts';

/** The groups that marks draw into, from back to front; all but the axes are cut at the plot's edge. */
export function layersIn(overlay: SVGSVGElement) {
  const root = select(overlay);
  const area = root.append('clipPath').attr('id', 'inside').append('rect');
  const group = (name: string): Layer => root.append('g').attr('class', name);
  const vertical = group('axis-lines vertical');
  const horizontal = group('axis-lines horizontal');
  const inside = root.append('g').attr('clip-path', 'url(#inside)');
  const mark = (): Layer => inside.append('g');
  return {
    vertical,
    horizontal,
    forbidden: mark(),
    earlier: mark(),
    control: mark(),
    compared: mark(),
    stairs: mark(),
    // Under what can be pointed at.
    box: mark(),
    members: mark(),
    references: mark(),
    knee: mark(),
    newest: mark(),
    chosen: mark(),
    clip: (frame: Frame) =>
      area
        .attr('x', frame.left)
        .attr('y', frame.top - 8)
        .attr('width', frame.right - frame.left + 8)
        .attr('height', frame.bottom - frame.top + 8),
  };
}

import { brush, type D3BrushEvent } from 'd3-brush';
import type { Box } from '../selection.ts';
import type { Frame, Layer } from './frame.ts';

/** What a drag over the chart draws: a box to list what is in it, or with Shift, one to zoom to. */
export interface BoxDrawing {
  /** Puts the box where its metrics are now. */
  draw(frame: Frame, box: Box | undefined): void;
}

type Corners = readonly [readonly [number, number], readonly [number, number]];

/** `onBox` gets undefined where a click dropped the box; `onZoom` gets corners in pixels. */
export function boxDrawing(
  layer: Layer,
  onBox: (box: Box | undefined) => void,
  onZoom: (corners: Corners) => void,
): BoxDrawing {
  let frame: Frame | undefined;
  let box: Box | undefined;
  let drawn = '';
  const dragging = brush<unknown>()
    .filter((event: MouseEvent) => !event.ctrlKey && event.button === 0)
    .on('end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
      // Without a source this is our own drawing.
      if (!sourceEvent || !frame) return;
      drawn = '';
      const corners = selection as Corners | null;
      if (corners && sourceEvent.shiftKey) {
        draw(frame, box);
        onZoom(corners);
      } else if (corners) onBox(boxOf(frame, corners));
      else if (box) onBox(undefined);
    });

  function draw(now: Frame, shown: Box | undefined): void {
    frame = now;
    box = shown;
    const { left, top, right, bottom } = now;
    const area: [[number, number], [number, number]] = [
      [left, top - 8],
      [right + 8, bottom],
    ];
    // The drawing of a drag under way is the hand's own.
    if (layer.classed('dragging')) return;
    // Most zooms are without a box.
    const place = JSON.stringify([area, shown && cornersOf(now, shown)]);
    if (place === drawn) return;
    drawn = place;
    layer.call(dragging.extent(area));
    layer.call(dragging.move, shown ? cornersOf(now, shown) : null);
  }

  dragging
    .on('start', () => layer.classed('dragging', true))
    .on('end.dragging', () => layer.classed('dragging', false));
  return { draw };
}

function boxOf({ x, y }: Frame, [[left, top], [right, bottom]]: Corners): Box {
  return { x: [x.invert(left), x.invert(right)], y: [y.invert(bottom), y.invert(top)] };
}

function cornersOf({ x, y }: Frame, box: Box): [[number, number], [number, number]] {
  return [
    [x(box.x[0]), y(box.y[1])],
    [x(box.x[1]), y(box.y[0])],
  ];
}

import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import type { Frame } from './frame.ts';

type Point = readonly [number, number];

/** What part of the chart is seen. */
export interface Zoom {
  transform(): ZoomTransform;
  isOut(): boolean;
  by(factor: number): void;
  all(): void;
  /** Puts points that are placed now into the middle of the plot, with a margin around them. */
  to(frame: Frame, points: readonly Point[], margin: number): void;
}

const most = 40;

/** Zooms by the wheel, and by what the functions given back are bound to. */
export function createZoom(overlay: SVGSVGElement, onChange: () => void): Zoom {
  let transform = zoomIdentity;
  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.8, most])
    // A drag draws a box, and a double click shows all.
    .filter((event: Event) => event.type === 'wheel')
    .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      transform = event.transform;
      onChange();
    });
  const surface = select(overlay).call(zooming);
  return {
    transform: () => transform,
    isOut: () => transform.k === 1 && transform.x === 0 && transform.y === 0,
    by: (factor) => void surface.call(zooming.scaleBy, factor),
    all: () => void surface.call(zooming.transform, zoomIdentity),
    to(frame, points, margin) {
      const [xs, ys] = [points.map(([x]) => transform.invertX(x)), points.map(([, y]) => transform.invertY(y))];
      const [width, height] = [frame.right - frame.left, frame.bottom - frame.top];
      const span = (values: number[]) => Math.max(...values) - Math.min(...values);
      const middle = (values: number[]) => (Math.max(...values) + Math.min(...values)) / 2;
      const factor = (1 - margin) * Math.min(width / span(xs), height / span(ys));
      const target = zoomIdentity
        .translate(frame.left + width / 2, frame.top + height / 2)
        .scale(Math.max(1, Math.min(most, factor)))
        .translate(-middle(xs), -middle(ys));
      surface.call(zooming.transform, target);
    },
  };
}

import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import type { Frame } from './frame.ts';

type Point = readonly [number, number];
type Size = { readonly width: number; readonly height: number };

/** What part of the chart is seen, whatever its size: a factor, and how far it is moved in shares of width and height. */
export interface Look {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** What part of the chart is seen. */
export interface Zoom {
  transform(): ZoomTransform;
  isOut(): boolean;
  /** Around a point of the chart, which stays where it is; around the middle where there is none. */
  by(factor: number, around: Point | undefined): void;
  all(): void;
  look(size: Size): Look;
  lookAt(look: Look, size: Size): void;
  /** Moves what is seen, as far as needed for a point to be in the plot. */
  reveal(frame: Frame, point: Point): void;
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
    by: (factor, around) => void surface.call(zooming.scaleBy, factor, around && [...around]),
    all: () => void surface.call(zooming.transform, zoomIdentity),
    look: ({ width, height }) => ({ k: transform.k, x: transform.x / width, y: transform.y / height }),
    lookAt: ({ k, x, y }, { width, height }) =>
      void surface.call(zooming.transform, zoomIdentity.translate(x * width, y * height).scale(k)),
    reveal({ left, right, top, bottom }, [x, y]) {
      const past = (at: number, low: number, high: number) => at - Math.max(low, Math.min(high, at));
      const [dx, dy] = [past(x, left, right), past(y, top, bottom)];
      if (dx !== 0 || dy !== 0) surface.call(zooming.translateBy, -dx / transform.k, -dy / transform.k);
    },
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

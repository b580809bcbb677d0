import { svg } from '../dom.ts';
import type { RunView } from '../run/view.ts';
import { curve, type Point, smallPlot } from './small-plot.ts';

const smoothing = 0.65;

/** The largest network's training loss: as measured, and smoothed exponentially. A loss that is no number is a cross. */
export function lossCurve() {
  const plot = smallPlot('Loss', 'by epoch');
  return {
    element: plot.element,
    draw({ run, history }: RunView): void {
      const raw: Point[] = history.losses.flatMap(({ epoch, loss }) => (loss === null ? [] : [[epoch, loss] as const]));
      const smooth = smoothed(raw);
      const last = smooth.at(-1);
      const top = Math.max(0.1, ...smooth.map(([, loss]) => loss)) * 1.1;
      const extent = { x: [0, Math.max(1, run.epochs)], y: [0, top] } as const;
      plot.draw(last ? last[1].toFixed(2) : '', extent, (drawing, x, y) => {
        drawing.append(curve('raw', raw, x, y), curve('ink', smooth, x, y));
        if (!last || history.losses.at(-1)?.loss !== null) return;
        const [left, top] = [x(last[0]), y(last[1])];
        drawing.append(
          svg('path', { class: 'diverged', d: `M${left - 4} ${top - 4}l8 8m0-8-8 8` }),
          svg('text', { class: 'ink halo', x: left + 9, y: top + 4 }, 'NaN'),
        );
      });
    },
  };
}

function smoothed(points: readonly Point[]): Point[] {
  let running: number | undefined;
  return points.map(([x, value]) => {
    running = running === undefined ? value : smoothing * running + (1 - smoothing) * value;
    return [x, running];
  });
}

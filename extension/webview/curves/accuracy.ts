import { diamond, triangle } from '../chart/references.ts';
import { svg } from '../dom.ts';
import type { RunView } from '../run/view.ts';
import { thin } from '../text/figures.ts';
import { curve, hasRoomForNames, nameBelow, type Point, smallPlot } from './small-plot.ts';

/** Validation accuracy of the largest and the smallest sub-network after each epoch, in percent. */
export function accuracyCurve() {
  const plot = smallPlot('Accuracy, %', 'by epoch');
  return {
    element: plot.element,
    draw({ run, history }: RunView): void {
      const epochs = [...history.epochs.values()].sort((a, b) => a.epoch - b.epoch);
      const largest: Point[] = epochs.map((one) => [one.epoch, 100 * one.largest]);
      const smallest: Point[] = epochs.map((one) => [one.epoch, 100 * one.smallest]);
      const low = Math.min(90, ...[...largest, ...smallest].map(([, accuracy]) => accuracy));
      const extent = { x: [0, Math.max(1, run.epochs)], y: [low - (100 - low) * 0.1, 100] } as const;
      const last = largest.at(-1);
      plot.draw(last ? `${last[1].toFixed(1)}${thin}%` : '', extent, (drawing, x, y) => {
        drawing.append(curve('dots', smallest, x, y), curve('ink', largest, x, y));
        for (const [points, shape] of [
          [smallest, triangle],
          [largest, diamond],
        ] as const)
          for (const [epoch, accuracy] of points)
            drawing.append(
              svg('path', { class: 'mark', d: shape, transform: `translate(${x(epoch)},${y(accuracy)}) scale(.58)` }),
            );
        const named = smallest.at(-1);
        const isApart = named && last && Math.abs(y(named[1]) - y(last[1])) > 14;
        if (isApart && hasRoomForNames(x)) drawing.append(nameBelow('smallest', x(named[0]), y(named[1]) + 2, x));
      });
    },
  };
}

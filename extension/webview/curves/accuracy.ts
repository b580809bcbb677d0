import { diamond, triangle } from '../chart/references.ts';
import { svg } from '../dom.ts';
import type { RunView } from '../run/view.ts';
import { thin } from '../text/figures.ts';
import { curve, hasRoomForNames, nameBelow, type Point, smallPlot } from './small-plot.ts';

/** The validation metric of the largest and the smallest sub-network after each epoch: accuracy in percent, others as they are. */
export function accuracyCurve() {
  const plot = smallPlot('Accuracy, %', 'by epoch');
  return {
    element: plot.element,
    draw({ run, history }: RunView): void {
      const epochs = [...history.epochs.values()].sort((a, b) => a.epoch - b.epoch);
      const metric = epochs.at(-1)?.metric ?? 'accuracy';
      const isShare = metric === 'accuracy';
      const scale = isShare ? 100 : 1;
      const largest: Point[] = epochs.map((one) => [one.epoch, scale * one.largest]);
      const smallest: Point[] = epochs.map((one) => [one.epoch, scale * one.smallest]);
      const values = [...largest, ...smallest].map(([, value]) => value);
      const extent = {
        x: [0, Math.max(1, run.epochs)] as const,
        y: isShare ? upTo100(values) : around(values),
        ...(isShare ? {} : { name: metric }),
      };
      const last = largest.at(-1);
      const now = last && (isShare ? `${last[1].toFixed(1)}${thin}%` : last[1].toFixed(3));
      plot.draw(now ?? '', extent, (drawing, x, y) => {
        drawing.append(curve('dots', smallest, x, y), curve('ink', largest, x, y));
        for (const [points, shape] of [
          [smallest, triangle],
          [largest, diamond],
        ] as const)
          for (const [epoch, value] of points)
            drawing.append(
              svg('path', { class: 'mark', d: shape, transform: `translate(${x(epoch)},${y(value)}) scale(.58)` }),
            );
        const named = smallest.at(-1);
        const isApart = named && last && Math.abs(y(named[1]) - y(last[1])) > 14;
        if (isApart && hasRoomForNames(x)) drawing.append(nameBelow('smallest', x(named[0]), y(named[1]) + 2, x));
      });
    },
  };
}

function upTo100(values: readonly number[]): [number, number] {
  const low = Math.min(90, ...values);
  return [low - (100 - low) * 0.1, 100];
}

function around(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [low, high > low ? high : low + 1];
}

import type { EvaluationSource } from '../../../runtime/run/events.ts';
import { svg } from '../dom.ts';
import type { RunView } from '../run/view.ts';
import { curve, hasRoomForNames, nameBelow, type Point, smallPlot } from './small-plot.ts';

/**
 * The hypervolume of the search's front against the control's, by evaluation on the final weights;
 * before these, the search's after each epoch of fine-tuning.
 */
export function hypervolumeCurve() {
  const plot = smallPlot('Hypervolume', 'by evaluation');
  return {
    element: plot.element,
    draw(view: RunView): void {
      const { run } = view;
      const onFinal = view.history.rounds.some((round) => round.source === 'search' && round.epoch >= run.epochs);
      const search = onFinal ? byEvaluation(view, 'search') : byEpoch(view);
      const control = onFinal ? byEvaluation(view, 'control') : [];
      const values = [...search, ...control].map(([, volume]) => volume);
      const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
      const padding = (high - low || 0.1) * 0.15;
      const now = search.at(-1);
      const extent = {
        x: [0, onFinal ? Math.max(run.evaluations, control.at(-1)?.[0] ?? 0) : Math.max(1, run.epochs)],
        y: [Math.max(0, low - padding), high + padding],
        over: onFinal ? 'by evaluation' : 'by epoch',
      } as const;
      plot.draw(now ? now[1].toFixed(3) : '', extent, (drawing, x, y) => {
        drawing.append(curve('control', control, x, y), curve('front', search, x, y));
        if (now) drawing.append(svg('circle', { class: 'end', cx: x(now[0]), cy: y(now[1]), r: 2.5 }));
        const last = control.at(-1);
        if (last && hasRoomForNames(x)) drawing.append(nameBelow('random', x(last[0]), y(last[1]), x));
      });
    },
  };
}

function byEvaluation({ run, history }: RunView, source: EvaluationSource): Point[] {
  return history.rounds
    .filter((round) => round.source === source && round.epoch >= run.epochs)
    .map((round) => [round.evaluations, round.hypervolume]);
}

function byEpoch({ history }: RunView): Point[] {
  const latest = new Map(
    history.rounds.filter((one) => one.source === 'search').map((one) => [one.epoch, one.hypervolume]),
  );
  return [...latest].sort(([a], [b]) => a - b);
}

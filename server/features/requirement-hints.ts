import type { InlayHint } from 'vscode-languageserver';
import { type Compilation, costMetricOf, costRange } from '../../language/index.ts';
import { formatRange, grouped } from '../figures.ts';
import { toRange } from '../range.ts';

/** Behind a requirement, what the costs that it bounds reach over the whole space: how much it leaves out. */
export function requirementHints({ spaces, searches }: Compilation): InlayHint[] {
  return searches.flatMap(({ space: name, requirements }) => {
    const space = spaces.find((one) => one.name === name);
    if (space === undefined) return [];
    return requirements.flatMap(({ metrics, source }) => {
      const reached = metrics.flatMap((metric) => {
        const cost = costMetricOf(metric);
        const range = cost === undefined ? undefined : costRange(space, cost);
        return range === undefined || 'problem' in range ? [] : [{ metric, range }];
      });
      if (reached.length === 0) return [];
      const tooltip = reached.map(
        ({ metric, range }) => `${grouped(range.smallest.value)} to ${grouped(range.largest.value)} ${metric}`,
      );
      return [
        {
          position: toRange(source).end,
          label: `of ${reached.map(({ metric, range }) => `${formatRange(range, 3)} ${metric}`).join(', ')}`,
          tooltip: `${space.name} has ${tooltip.join(' and ')}`,
          paddingLeft: true,
        },
      ];
    });
  });
}

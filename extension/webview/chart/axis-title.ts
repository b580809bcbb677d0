import { html } from '../dom.ts';
import type { Metric } from '../run/metric.ts';
import type { RunView } from '../run/view.ts';

/** An axis' title, which is also the choice of its metric, `MACs, M`, or of a decision. */
export function axisTitle(axis: 'x' | 'y', label: string, onChange: (key: string) => void) {
  const choice = html('select', { 'aria-label': label });
  choice.addEventListener('change', () => onChange(choice.value));
  let shown = '';
  const optionsOf = (metrics: readonly Metric[], chosen: string) =>
    metrics.map(({ key, label, unit }) =>
      html('option', { value: key, selected: key === chosen }, unit ? `${label}, ${unit}` : label),
    );
  return {
    element: html('div', { class: `axis-title ${axis}` }, choice),
    draw({ metrics, axes }: RunView, key: string): void {
      const now = JSON.stringify([axes.map(({ label, unit }) => [label, unit]), key]);
      // An open list must not be rebuilt under the pointer at every evaluation.
      if (now === shown) return;
      shown = now;
      const decisions = axes.filter((one) => !metrics.includes(one));
      const groups = [
        html('optgroup', { label: 'Metrics' }, ...optionsOf(metrics, key)),
        html('optgroup', { label: 'Decisions' }, ...optionsOf(decisions, key)),
      ];
      choice.replaceChildren(...(decisions.length > 0 ? groups : optionsOf(metrics, key)));
    },
  };
}

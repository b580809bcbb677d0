import { html } from '../dom.ts';
import type { Metric } from '../run/metric.ts';

/** An axis' title, which is also the choice of its metric: `MACs, M`. */
export function axisTitle(axis: 'x' | 'y', label: string, onChange: (key: string) => void) {
  const choice = html('select', { 'aria-label': label });
  choice.addEventListener('change', () => onChange(choice.value));
  let shown = '';
  return {
    element: html('div', { class: `axis-title ${axis}` }, choice),
    draw(metrics: readonly Metric[], key: string): void {
      const options = metrics.map(({ key, label, unit }) => ({ key, text: unit ? `${label}, ${unit}` : label }));
      const now = JSON.stringify([options, key]);
      // An open list must not be rebuilt under the pointer at every evaluation.
      if (now === shown) return;
      shown = now;
      choice.replaceChildren(
        ...options.map((option) => html('option', { value: option.key, selected: option.key === key }, option.text)),
      );
    },
  };
}

import { html } from '../dom.ts';
import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import { strips } from '../strip.ts';
import { difference, withUnit } from '../text/figures.ts';
import { standing, title } from '../text/words.ts';
import type { Frame } from './frame.ts';

/** The card beside the point under the pointer: below and right of it, where the front is not. */
export function drawCard(card: HTMLElement, frame: Frame, view: RunView, network: SubNetwork | undefined): void {
  const point = network && frame.place(network);
  card.hidden = !point;
  if (!network || !point) return;
  const row = (left: Node | string, right: string) =>
    html('div', { class: 'row' }, html('span', {}, left), html('span', { class: 'quiet' }, right));
  const against = (key: string) => {
    const metric = view.metrics.find((one) => one.key === key);
    return metric && view.largest && network !== view.largest ? difference(metric, network, view.largest) : '';
  };
  card.replaceChildren(
    row(html('b', {}, title(view, network)), standing(view, network)),
    ...[frame.yMetric, frame.xMetric].map((metric) =>
      row(`${withUnit(metric, network)}${metric.key === 'accuracy' ? '' : ` ${metric.label}`}`, against(metric.key)),
    ),
    ...strips(view.space, network.config, { width: 240, cell: 26, height: 20 }),
  );
  const [x, y] = point;
  const { offsetWidth, offsetHeight } = card;
  const left = x + 12 + offsetWidth > frame.width ? x - offsetWidth - 12 : x + 12;
  const top = y + 12 + offsetHeight > frame.height ? y - offsetHeight - 12 : y + 12;
  card.style.left = `${Math.max(0, left)}px`;
  card.style.top = `${Math.max(0, top)}px`;
}

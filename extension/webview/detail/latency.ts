import type { LatencyAnswer } from '../../front/messages.ts';
import { html } from '../dom.ts';
import { thin } from '../text/figures.ts';

/** What is known of how long sub-networks take on this machine, by id. */
export type Latencies = ReadonlyMap<number, LatencyAnswer | 'measuring'>;

/** Two rows beside the other figures: the time and what it was measured on, or why there is none. */
export function latencyRows(known: LatencyAnswer | 'measuring' | undefined): HTMLTableRowElement[] {
  if (known === undefined) return [];
  if (known === 'measuring') return [row('Latency', 'measuring …')];
  if ('problem' in known) return [row('Latency', 'not measured'), note('problem', known.problem)];
  const { median, quartiles, threads, device, runs } = known;
  const [low, high] = quartiles.map(milliseconds);
  const on = `${device}, ${threads} thread${threads === 1 ? '' : 's'}, one sample`;
  return [
    row('Latency', `${milliseconds(median)}${thin}ms`),
    note('small quiet', `${on}; half of ${runs} runs in ${low}–${high}${thin}ms`),
  ];
}

/** For the live region. */
export function spokenLatency(known: LatencyAnswer): string {
  return 'problem' in known ? `Latency not measured: ${known.problem}` : `Latency ${milliseconds(known.median)} ms.`;
}

function row(label: string, text: string): HTMLTableRowElement {
  return html('tr', {}, html('th', { scope: 'row' }, label), html('td', { colspan: 2 }, text));
}

function note(kind: string, text: string): HTMLTableRowElement {
  return html('tr', { class: 'note-row' }, html('td', { colspan: 3, class: kind }, text));
}

/** Three significant digits. */
function milliseconds(seconds: number): string {
  const value = 1000 * seconds;
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

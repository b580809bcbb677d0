import { comparedKinds } from './chart/compared.ts';
import { button, html, svg } from './dom.ts';
import { type Comparison, sharesOf } from './run/comparison.ts';
import type { RunView } from './run/view.ts';
import type { Actions, Selection } from './selection.ts';
import { thin } from './text/figures.ts';

/** The marks of the chart by name; two of them can be hidden. */
export function createLegend(actions: Actions) {
  const element = html('div', { class: 'legend' });
  let shown = '';
  return {
    element,
    draw(view: RunView, { showDominated, showControl, x, y }: Selection): void {
      const dominated = view.networks.length - view.front.length;
      const has = {
        control: view.control.length > 0,
        newest: view.newest.length > 0,
        earlier: view.earlier.length > 0,
      };
      const now = JSON.stringify([view.front.length, dominated, has, showDominated, showControl, x, y, view.compared]);
      if (now === shown) return;
      shown = now;
      element.hidden = view.networks.length === 0;
      const toggle = (pressed: boolean, mark: Node, text: string, change: Partial<Selection>) =>
        button(
          { 'aria-pressed': String(pressed), title: pressed ? 'Hide' : 'Show' },
          () => actions.change(change),
          mark,
          text,
        );
      const entry = (mark: Node, text: string) => html('span', { class: 'entry' }, mark, text);
      element.replaceChildren(
        entry(sample(path('stairs', 'M0 8.5H9V1.5H18'), circle('member', 3.5)), `Front ${view.front.length}`),
        toggle(showDominated, sample(circle('dot', 2.4)), `Dominated ${dominated}`, { showDominated: !showDominated }),
        ...(has.control
          ? [
              toggle(showControl, sample(path('stairs control', 'M0 5H18')), 'Random control', {
                showControl: !showControl,
              }),
            ]
          : []),
        ...(has.newest ? [entry(sample(circle('fresh', 4)), 'Newest')] : []),
        ...(has.earlier ? [entry(sample(path('stairs earlier e2', 'M0 5H18')), 'Earlier epochs')] : []),
        ...view.compared.map((other, i) => {
          const { folder, name, front } = other;
          const drop = () => actions.dropComparison(folder);
          return button(
            { title: besideThis(view, other, { x, y }) },
            drop,
            sample(path(`stairs compared r${i % comparedKinds}`, 'M0 5H18')),
            `${name} ${front.length}`,
          );
        }),
      );
    },
  };
}

/** How a run's front stands beside this one's on the axes shown. */
function besideThis(
  view: RunView,
  { front, seed }: Comparison,
  axes: { readonly x: string; readonly y: string },
): string {
  const [first, second] = [axes.x, axes.y].map((key) => view.axes.find((one) => one.key === key));
  const shares = first && second && sharesOf([front, view.front], first, second);
  const beside = shares
    ? ` Of the box that holds both fronts on these axes it dominates ${percent(shares[0])}, this run ${percent(shares[1])}.`
    : '';
  return `Seed ${seed}, ${front.length} on the front.${beside} Click to drop it.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}${thin}%`;
}

function sample(...marks: SVGElement[]): SVGElement {
  return svg('svg', { viewBox: '0 0 18 10', 'aria-hidden': 'true' }, ...marks);
}

function path(kind: string, d: string): SVGElement {
  return svg('path', { class: kind, d });
}

function circle(kind: string, r: number): SVGElement {
  return svg('circle', { class: kind, cx: 9, cy: 5, r });
}

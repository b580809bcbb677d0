import { button, html } from '../dom.ts';
import type { RunView } from '../run/view.ts';
import { type Actions, inBox, type Selection } from '../selection.ts';

const scopes = [
  { scope: 'front', text: 'Front' },
  { scope: 'all', text: 'Evaluated' },
  { scope: 'box', text: 'In box' },
] as const;

/** What the table lists, with how many there are; the third choice is there while there is a box. */
export function createTabs(actions: Actions) {
  const tabs = scopes.map(({ scope, text }) => {
    const count = html('span', { class: 'count' });
    return { scope, count, tab: button({}, () => actions.change({ scope }), text, count) };
  });
  return {
    element: html('div', { class: 'tabs' }, ...tabs.map(({ tab }) => tab)),
    draw(view: RunView, selection: Selection): void {
      const counts = {
        front: view.front.length,
        all: view.networks.length,
        box: selection.box && inBox(view, selection).length,
      };
      for (const { scope, tab, count } of tabs) {
        tab.hidden = counts[scope] === undefined;
        tab.setAttribute('aria-pressed', String(selection.scope === scope));
        count.textContent = String(counts[scope] ?? '');
      }
    },
  };
}

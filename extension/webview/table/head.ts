import { button, html } from '../dom.ts';
import type { Actions, Selection } from '../selection.ts';
import type { Column } from './columns.ts';

/** The heads of the columns, which sort by them. They stay the same elements while they say the same. */
export function createHead(actions: Actions) {
  const element = html('thead');
  let shown = '';
  return {
    element,
    draw(columns: readonly Column[], { sort }: Selection): void {
      const all = [{ key: 'id', head: 'Id', kind: 'text' as const }, ...columns];
      const now = JSON.stringify([sort, all.map(({ head }) => head)]);
      if (now === shown) return;
      shown = now;
      const focused = element.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-key')
        : null;
      element.replaceChildren(html('tr', { 'aria-rowindex': 1 }, ...all.map((column) => cell(column, sort, actions))));
      if (focused) element.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
    },
  };
}

function cell(column: Pick<Column, 'key' | 'head' | 'kind'>, sort: Selection['sort'], actions: Actions): HTMLElement {
  const { key, head, kind } = column;
  const isBy = sort.key === key;
  const arrow = isBy && html('span', { 'aria-hidden': 'true' }, sort.ascending ? '↑' : '↓');
  const ascending = isBy ? !sort.ascending : key !== 'accuracy';
  const press = () => actions.change({ sort: { key, ascending } });
  const order = isBy ? (sort.ascending ? 'ascending' : 'descending') : 'none';
  const text = button({ 'data-key': key }, press, arrow, arrow && ' ', head);
  return html('th', { scope: 'col', class: kind, 'aria-sort': order }, text);
}

import { html } from '../dom.ts';

/** Height of a row in CSS pixels, as the stylesheet has it. */
const rowHeight = 22;
/** Rows that are there above and below those in sight. */
const beyond = 20;

/** Shows a long list by the rows in sight: thousands of others are two rows of the height that they would take. */
export interface RowWindow<Item> {
  /** All items in their order; `rowOf` gives an item's row, and the same element while that says the same. */
  list(items: readonly Item[], rowOf: (item: Item, index: number) => HTMLTableRowElement): void;
  /** Scrolls, and only here, until an item is in sight. */
  reveal(index: number): void;
}

export function rowWindow<Item>(scroll: HTMLElement, head: HTMLElement, body: HTMLElement): RowWindow<Item> {
  const [above, below] = [spacer(), spacer()];
  let items: readonly Item[] = [];
  let rowOf: ((item: Item, index: number) => HTMLTableRowElement) | undefined;

  function draw(): void {
    if (!rowOf) return;
    const { scrollTop, clientHeight } = scroll;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
    const last = Math.min(items.length, Math.ceil((scrollTop + clientHeight) / rowHeight) + beyond);
    const shown = items.slice(first, last).map((item, i) => rowOf!(item, first + i));
    // Tab reaches one row: where the one meant is out of sight, the first that is in sight.
    const inSight = shown[Math.ceil(scrollTop / rowHeight) - first];
    if (inSight && !shown.some((row) => row.tabIndex === 0)) inSight.tabIndex = 0;
    resize(above, first);
    resize(below, items.length - last);
    place(body, [...(first > 0 ? [above] : []), ...shown, ...(last < items.length ? [below] : [])]);
    // With rows taken out before others come in, the list is short for a moment, and the browser scrolls up.
    scroll.scrollTop = scrollTop;
  }

  scroll.addEventListener('scroll', draw);
  let height = 0;
  new ResizeObserver(() => {
    if (scroll.clientHeight === height) return;
    height = scroll.clientHeight;
    draw();
  }).observe(scroll);
  return {
    list(now, by) {
      items = now;
      rowOf = by;
      draw();
    },
    reveal(index) {
      const top = index * rowHeight;
      const lowest = top + rowHeight + head.offsetHeight - scroll.clientHeight;
      scroll.scrollTop = Math.max(lowest, Math.min(top, scroll.scrollTop));
      draw();
    },
  };
}

/** Puts children in an order; those that are in their place are not touched, so that they keep focus and clicks. */
function place(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  for (const [i, child] of children.entries())
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
}

function spacer(): HTMLTableRowElement {
  return html('tr', { class: 'spacer', 'aria-hidden': 'true' });
}

function resize(row: HTMLTableRowElement, rows: number): void {
  row.style.height = `${rows * rowHeight}px`;
}

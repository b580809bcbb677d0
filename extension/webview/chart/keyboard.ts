import type { RunView } from '../run/view.ts';
import { type Actions, neighbour, type Selection } from '../selection.ts';

/** Arrows walk the front, Home and End go to its ends, K to the knee, L to the largest. False for any other key. */
export function walkFront(key: string, view: RunView, selection: Selection, actions: Actions): boolean {
  const step = (by: number) => neighbour(view, selection.chosen, by)?.id;
  const goals: Record<string, () => number | undefined> = {
    ArrowRight: () => step(1),
    ArrowUp: () => step(1),
    ArrowLeft: () => step(-1),
    ArrowDown: () => step(-1),
    Home: () => view.front[0]?.id,
    End: () => view.front.at(-1)?.id,
    k: () => view.knee?.id,
    l: () => view.largest?.id,
  };
  const goal = goals[key];
  if (key === 'Escape') {
    actions.select(undefined);
    return true;
  }
  if (key === 'Enter') {
    document.querySelector<HTMLButtonElement>('.detail .button.primary')?.focus();
    return true;
  }
  if (!goal) return false;
  const id = goal();
  if (id !== undefined) actions.select(id);
  return true;
}

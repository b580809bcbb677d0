import type { LatencyAnswer } from '../front/messages.ts';
import type { Look } from './chart/zoom.ts';
import type { Selection } from './selection.ts';

/** What VS Code keeps for the page while it is hidden, and over reloads of the window. */
export interface Kept {
  /** The run's; the extension restores the tab by it. */
  readonly folder: string;
  readonly selection: Omit<Selection, 'hovered'>;
  readonly look: Look | undefined;
  readonly latencies: readonly (readonly [id: number, answer: LatencyAnswer])[];
  /** Folders of the runs beside it. */
  readonly compared: readonly string[];
}

/** What was kept of this run; undefined where there is nothing, or what another version kept. */
export function keptOf(state: unknown, folder: string): Kept | undefined {
  if (typeof state !== 'object' || state === null || !('folder' in state) || state.folder !== folder) return undefined;
  return 'selection' in state && 'latencies' in state && 'compared' in state ? (state as unknown as Kept) : undefined;
}

import type { Workbench } from '../harness/workbench.ts';
import type { Workspace } from '../harness/workspace.ts';

/** Who works through the digits: a window, and the files that it shows. */
export interface Author {
  readonly workbench: Workbench;
  readonly workspace: Workspace;
}

/** The line of the example that holds a text, from 1. */
export function lineOf({ text }: Workspace, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

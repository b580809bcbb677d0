import type { Configuration, DecisionValue } from '../../../language/index.ts';
import type { DecisionDescription } from '../../front/messages.ts';

/** The copies of one `repeat`, as the decisions' paths show them: `layer[0].heads`, `layer[1].heads`, … */
export interface LayerGroup {
  /** `layer`, `stage1.unit`. */
  readonly path: string;
  /** Names of the decisions inside, in the order declared: the first is a strip's height, the second its shade. */
  readonly names: readonly string[];
  readonly copies: number;
  /** Values of a decision in one copy; empty where that copy has none. */
  values(copy: number, name: string): readonly DecisionValue[];
}

/** A space as a picture needs it. */
export interface LayeredSpace {
  readonly groups: readonly LayerGroup[];
  /** Decisions outside every repeat. */
  readonly single: readonly DecisionDescription[];
  /** Those of them that the number of copies in use does not tell: a width, an operator. */
  readonly marked: readonly DecisionDescription[];
}

const indexed = /^(.*)\[(\d+)\]\.([^[\]]+)$/;

/** Groups decisions by the repeat they stand in; the last index of a path counts. */
export function layersOf(decisions: readonly DecisionDescription[]): LayeredSpace {
  const groups = new Map<string, Map<string, readonly DecisionValue[]>[]>();
  const names = new Map<string, Set<string>>();
  const single: DecisionDescription[] = [];
  for (const decision of decisions) {
    const [, path, copy, name] = indexed.exec(decision.path) ?? [];
    if (path === undefined || copy === undefined || name === undefined) {
      single.push(decision);
      continue;
    }
    const copies = groups.get(path) ?? [];
    groups.set(path, copies);
    copies[Number(copy)] = (copies[Number(copy)] ?? new Map()).set(name, decision.values);
    names.set(path, (names.get(path) ?? new Set()).add(name));
  }
  const layers = [...groups].map(([path, copies]) => ({
    path,
    names: [...(names.get(path) ?? [])],
    copies: copies.length,
    values: (copy: number, name: string) => copies[copy]?.get(name) ?? [],
  }));
  const isDepth = ({ values }: DecisionDescription) =>
    layers.some(({ copies }) => Math.max(...values.map(Number)) === copies);
  return { single, marked: single.filter((decision) => !isDepth(decision)), groups: layers };
}

/** A decision's value in a configuration; undefined where it is inactive. */
export function valueAt(
  config: Configuration,
  group: LayerGroup,
  copy: number,
  name: string,
): DecisionValue | undefined {
  return config[`${group.path}[${copy}].${name}`];
}

/** Whether the sub-network uses this copy: a configuration holds the active decisions only. */
export function isUsed(config: Configuration, group: LayerGroup, copy: number): boolean {
  return group.names.some((name) => valueAt(config, group, copy, name) !== undefined);
}

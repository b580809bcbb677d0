/** A segment of a path to look up: as it is written, or the nth of all copies under one label. */
export type Sought = string | { readonly label: string; readonly copy: number };

/**
 * Finds stored tensors by their paths. What a block call adds to a path (`layer[0].transformer_layer.attention`) may be
 * left out, as may any segment but the copies of a repeat, where what remains names one tensor.
 */
export class StoredPaths {
  readonly #all: ReadonlySet<string>;
  /** Paths as segments, by their last one. */
  readonly #byEnd = new Map<string, string[][]>();
  /** Paths of the copies under one label, in the order of the network. */
  readonly #copies = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    this.#all = new Set(paths);
    for (const path of this.#all) {
      const segments = path.split('.');
      const end = segments.at(-1)!;
      this.#byEnd.set(end, [...(this.#byEnd.get(end) ?? []), segments]);
      segments.forEach((segment, index) => {
        const label = /^(.+)\[\d+\]$/.exec(segment)?.[1];
        if (label === undefined) return;
        const copies = this.#copies.get(label) ?? [];
        const prefix = segments.slice(0, index + 1).join('.');
        if (!copies.includes(prefix)) copies.push(prefix);
        this.#copies.set(label, copies);
      });
    }
  }

  /** The largest number that a copy could have, whichever way copies are counted. */
  get mostCopies(): number {
    return Math.max(0, ...[...this.#copies.values()].map(({ length }) => length));
  }

  /** The paths that a sought one may mean: one where it is right. */
  find(sought: readonly Sought[]): readonly string[] {
    const segments = this.#written(sought);
    if (segments === undefined) return [];
    const exact = segments.join('.');
    if (this.#all.has(exact)) return [exact];
    const candidates = this.#byEnd.get(segments.at(-1) ?? '') ?? [];
    return candidates.filter((candidate) => holds(candidate, segments)).map((candidate) => candidate.join('.'));
  }

  /** With counted copies replaced by their paths. */
  #written(sought: readonly Sought[]): string[] | undefined {
    let written: string[] = [];
    for (const segment of sought) {
      if (typeof segment === 'string') written.push(segment);
      else {
        const copy = this.#copies.get(segment.label)?.[segment.copy];
        if (copy === undefined) return undefined;
        written = copy.split('.');
      }
    }
    return written;
  }
}

/** Whether `segments` are all in `path`, in their order, with nothing but unnumbered ones between them. */
function holds(path: readonly string[], segments: readonly string[]): boolean {
  let next = 0;
  for (const segment of path) {
    if (segment === segments[next]) next += 1;
    else if (segment.endsWith(']')) return false;
  }
  return next === segments.length;
}

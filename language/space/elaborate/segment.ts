import type { AstNode } from 'langium';

export interface NumberedName {
  readonly name: string;
  readonly node: AstNode;
  readonly file: string;
}

/** The names that were taken in a segment: numbered ones with what they became, and labels with their lines. */
export interface SegmentUse {
  readonly numbered: { readonly name: string; readonly own: string }[];
  readonly claimed: { readonly label: string; line: number }[];
}

/**
 * A segment of paths: a label, a block call, one copy of a repeat, or a path of a branch or a choice. Names in it are
 * unique: a label is taken as it is, and what has no label takes its own name, numbered from 2 where that is taken.
 */
export class Segment {
  readonly path: string;
  /** The innermost numbered name in the path, and the statement without a label that has it, where there is one. */
  readonly numbered: NumberedName | undefined;
  /** Takes note of every name that is taken, where something is there. */
  use: SegmentUse | undefined;
  readonly #taken = new Set<string>();
  readonly #labels = new Map<string, number>();

  constructor(path = '', numbered?: NumberedName) {
    this.path = path;
    this.numbered = numbered;
  }

  /** Keeps names for labels that come later, so that a label never depends on what stands above it. */
  reserve(names: Iterable<string>): void {
    for (const name of names) this.#taken.add(name);
  }

  /** Takes a label, on a line: the line where it was taken before, or undefined where it is new. */
  claim(label: string, line: number): number | undefined {
    const before = this.#labels.get(label);
    if (before === undefined) this.#labels.set(label, line);
    this.use?.claimed.push({ label, line });
    this.#taken.add(label);
    return before;
  }

  /** The path of a name in this segment. */
  join(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** A name that nothing else in this segment has: `conv`, `conv_2`. */
  number(name: string): string {
    const own = snakeCase(name);
    let free = own;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${own}_${count}`;
    this.#taken.add(free);
    this.use?.numbered.push({ name, own: free });
    return free;
  }

  /** Takes the same names again; false, and none is taken, where they would not be the same. */
  takeAgain({ numbered, claimed }: SegmentUse): boolean {
    if (claimed.some(({ label }) => this.#labels.has(label))) return false;
    const taken: string[] = [];
    for (const { name, own } of numbered) {
      const free = this.number(name);
      taken.push(free);
      if (free === own) continue;
      for (const one of taken) this.#taken.delete(one);
      return false;
    }
    for (const { label, line } of claimed) this.claim(label, line);
    return true;
  }

  /** The segment of a label. */
  labelled(label: string): Segment {
    return new Segment(this.join(label), this.numbered);
  }

  /** The segment of something without a label. */
  named(name: string, node: AstNode, file: string): Segment {
    const own = this.number(name);
    return new Segment(this.join(own), own === snakeCase(name) ? this.numbered : { name: own, node, file });
  }

  /** The segment of one copy of a repeat. */
  copy(index: number): Segment {
    return new Segment(`${this.path}[${index}]`, this.numbered);
  }
}

/** `InvertedResidual` -> `inverted_residual`. */
export function snakeCase(name: string): string {
  if (!/[A-Z]/.test(name)) return name;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

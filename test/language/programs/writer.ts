import type { Choices } from './choices.ts';

/** What flows, as far as a generator keeps account of it: a size that is not surely one number is undefined. */
export interface Flow {
  readonly kind: 'image' | 'sequence' | 'vector';
  /** image [c, h, w], sequence [n, d], vector [d]. */
  readonly sizes: readonly (number | undefined)[];
}

/** A piece of text and what flows out of it. */
export interface Part {
  readonly text: string;
  readonly flow: Flow;
}

/** Writes a list of statements; with `keep` all sizes but the width are at its end what they were. */
export type WriteBody = (writer: Writer, scope: Scope, flow: Flow, keep: boolean, most?: number) => Part;

/** A value that may be named where it is in sight. */
export interface Label {
  readonly name: string;
  readonly kind: Flow['kind'];
  /** Its operator has a weight that others may share. */
  readonly shares: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly kind: 'size' | 'flag' | 'activation' | 'block' | 'memory';
  /** Whether it may be left out. */
  readonly optional: boolean;
}

export interface BlockName {
  readonly name: string;
  readonly kind: Flow['kind'];
  readonly parameters: readonly Parameter[];
  /** All sizes but the width are kept. */
  readonly keeps: boolean;
  /** Settings of the decisions that one call makes. */
  readonly settings: number;
}

/** Names in sight, by what they may stand for. */
export class Scope {
  /** Whole numbers of at least 1. */
  readonly sizes: string[];
  /** Odd numbers. */
  readonly kernels: string[];
  /** Whole numbers of at least 0. */
  readonly counts: string[];
  readonly flags: string[];
  /** Operators that keep every shape. */
  readonly activations: string[];
  readonly labels: Label[];
  readonly blocks: BlockName[];
  /** In how many copies what is declared here exists. */
  readonly copies: number;
  readonly depth: number;

  constructor(outer?: Scope, copies = 1) {
    this.sizes = [...(outer?.sizes ?? [])];
    this.kernels = [...(outer?.kernels ?? [])];
    this.counts = [...(outer?.counts ?? [])];
    this.flags = [...(outer?.flags ?? [])];
    this.activations = [...(outer?.activations ?? [])];
    this.labels = [...(outer?.labels ?? [])];
    this.blocks = [...(outer?.blocks ?? [])];
    this.copies = (outer?.copies ?? 1) * copies;
    this.depth = (outer?.depth ?? -1) + 1;
  }

  inner(copies = 1): Scope {
    return new Scope(this, copies);
  }
}

/** Bounds a program, so that all of its configurations can be tried. */
export class Writer {
  readonly choices: Choices;
  readonly imports = new Set<string>();
  #settings = 1;
  #mostSettings: number;
  #statements = 0;
  readonly #names = new Map<string, number>();

  constructor(choices: Choices, mostSettings: number) {
    this.choices = choices;
    this.#mostSettings = mostSettings;
  }

  /** Whether so many more settings in each of the scope's copies are not too many; then they are counted. */
  affords(settings: number, scope: Scope): boolean {
    const all = this.#settings * settings ** scope.copies;
    if (all > this.#mostSettings) return false;
    this.#settings = all;
    return true;
  }

  /** Writes something whose settings are counted by themselves, up to `most`. */
  apart<Result>(most: number, write: () => Result): { readonly result: Result; readonly settings: number } {
    const [before, mostBefore] = [this.#settings, this.#mostSettings];
    [this.#settings, this.#mostSettings] = [1, most];
    const result = write();
    const settings = this.#settings;
    [this.#settings, this.#mostSettings] = [before, mostBefore];
    return { result, settings };
  }

  /** Whether another statement that holds statements may be written. */
  nests(scope: Scope): boolean {
    this.#statements += 1;
    return this.#statements < 40 && scope.depth < 4;
  }

  /** A name that is nowhere else: the stem itself, then numbered. */
  fresh(stem: string): string {
    const count = (this.#names.get(stem) ?? 0) + 1;
    this.#names.set(stem, count);
    return count === 1 ? stem : `${stem}${count}`;
  }

  /** A label: now and then a word that means something elsewhere in the language. */
  label(): string {
    return this.fresh(this.choices.pick(['part', 'layer', 'stage', 'text', 'label', 'step', 'data', 'weights', 'top']));
  }
}

/** A call with arguments by position and by name; a name behind a named argument may stand for itself. */
export function call(
  { choices }: Writer,
  name: string,
  positional: readonly string[],
  named: readonly (readonly [string, string])[] = [],
): string {
  const given = [...positional, ...named.map(([key, value], i) => (key === value && i > 0 ? key : `${key}: ${value}`))];
  if (given.length === 0) return choices.rarely(12) ? `${name}()` : name;
  return `${name}(${given.join(', ')}${choices.rarely(12) ? ',' : ''})`;
}

/** What a label needs between its colon and a list of statements on one line or on several. */
export function braces({ choices }: Writer, body: string): string {
  if (body === '') return '{}';
  const fits = !/\/[/*]/.test(body);
  return fits && choices.rarely(3) ? `{ ${body.replaceAll('\n', '; ').replaceAll('{; ', '{ ')} }` : `{\n${body}\n}`;
}

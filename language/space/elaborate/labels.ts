import type { Meaning } from './scope.ts';

/** What labels and paths of branches stand for, by their whole paths: `stem.patch`. */
export class Labels {
  /** Takes note of every label that is set, where something is there. */
  use: (readonly [path: string, meaning: Meaning])[] | undefined;
  readonly #meanings = new Map<string, Meaning>();

  get(path: string): Meaning | undefined {
    return this.#meanings.get(path);
  }

  set(path: string, meaning: Meaning): void {
    this.#meanings.set(path, meaning);
    this.use?.push([path, meaning]);
  }

  /** The labels directly inside a path. */
  inside(path: string | undefined): readonly string[] {
    return [...this.#meanings.keys()]
      .filter((label) => label.startsWith(`${path}.`))
      .map((label) => label.slice(`${path}.`.length))
      .filter((label) => !/[.[]/.test(label));
  }
}

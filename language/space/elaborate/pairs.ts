/** Values by the numbers that they had and have: few, and each has one of both. */
export class Pairs {
  readonly #was: number[] = [];
  readonly #is: number[] = [];
  haveMoved = false;

  /** False where either of them has another one already: two values that were one would not be joined as they were. */
  add(was: number, is: number): boolean {
    const at = this.#was.indexOf(was);
    if (at !== this.#is.indexOf(is)) return false;
    if (at >= 0) return true;
    this.#was.push(was);
    this.#is.push(is);
    this.haveMoved ||= was !== is;
    return true;
  }

  /** The number that a value has now. */
  of(was: number): number {
    const at = this.#was.indexOf(was);
    return at < 0 ? was : this.#is[at]!;
  }
}

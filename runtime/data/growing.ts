type Numbers = Int32Array | Uint8Array | Float64Array;

/** A typed array whose end is not known beforehand; `taken` gives what was added, over memory that workers share. */
export class Growing<Kind extends Numbers> {
  #numbers: Kind;
  #count = 0;
  readonly #make: (buffer: SharedArrayBuffer) => Kind;

  constructor(make: (buffer: SharedArrayBuffer) => Kind) {
    this.#make = make;
    this.#numbers = make(new SharedArrayBuffer(8 * 1024));
  }

  get count(): number {
    return this.#count;
  }

  push(value: number): void {
    if (this.#count === this.#numbers.length) this.#resize(2 * this.#count);
    this.#numbers[this.#count++] = value;
  }

  taken(): Kind {
    this.#resize(this.#count);
    return this.#numbers;
  }

  #resize(count: number): void {
    const larger = this.#make(new SharedArrayBuffer(count * this.#numbers.BYTES_PER_ELEMENT));
    larger.set(this.#numbers.subarray(0, Math.min(count, this.#count)));
    this.#numbers = larger;
  }
}

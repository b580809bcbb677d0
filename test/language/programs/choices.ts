import fc from 'fast-check';

/**
 * Decisions of a generator, read off a list of numbers; where the list ends every decision is 0. A generator that offers
 * the simplest alternative first is thereby shrunk as the list is: by leaving numbers out and making them smaller
 * (MacIver and Donaldson 2020, "Test-case reduction via test-case generation").
 */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number from 0 to under n. */
  below(n: number): number {
    const number = this.#numbers[this.#next] ?? 0;
    this.#next += 1;
    return number % n;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  /** True once in n times. */
  rarely(n: number): boolean {
    return this.below(n) === n - 1;
  }
}

/** Any list of decisions, short ones as likely as long ones. */
export const choices: fc.Arbitrary<readonly number[]> = fc.noBias(
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 500, size: 'max' }),
);

import { expect } from 'vitest';

/** Every number within `tolerance` of its reference, relative to 1 + |reference|. */
export function expectClose(actual: readonly number[], reference: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(reference.length);
  actual.forEach((number, index) => {
    const allowed = tolerance * (1 + Math.abs(reference[index]!));
    expect(Math.abs(number - reference[index]!), `[${index}]: ${number} for ${reference[index]}`).toBeLessThan(allowed);
  });
}

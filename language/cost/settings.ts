import { evaluate } from './evaluate.ts';
import type { Expression, Value } from './expression.ts';

/** The values that a decision may take, in the order written. */
export type DomainOf = (index: number) => readonly (number | string)[];

/** The number of settings of the decisions that an expression reads. */
export function settingsOf(expression: Expression, domainOf: DomainOf): number {
  let settings = 1;
  for (const index of expression.reads) settings *= domainOf(index).length;
  return settings;
}

/** The value at every setting of the decisions that it reads, the last one varying fastest; `setting` is reused. */
export function* enumerate(
  expression: Expression,
  domainOf: DomainOf,
): Generator<{ readonly value: Value; readonly setting: ReadonlyMap<number, number | string> }> {
  const indices = [...expression.reads];
  const setting = new Map<number, number | string>();
  const counters = indices.map(() => 0);
  for (;;) {
    indices.forEach((index, i) => {
      setting.set(index, domainOf(index)[counters[i]!]!);
    });
    yield { value: evaluate(expression, (index) => setting.get(index)!), setting };
    let i = counters.length - 1;
    while (i >= 0 && counters[i]! + 1 === domainOf(indices[i]!).length) {
      counters[i] = 0;
      i -= 1;
    }
    if (i < 0) return;
    counters[i]! += 1;
  }
}

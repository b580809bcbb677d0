import type { Expression } from './expression.ts';

/** The values that a decision may take, in the order written. */
export type DomainOf = (index: number) => readonly (number | string)[];

/** The number of settings of the decisions that an expression reads. */
export function settingsOf({ reads }: Pick<Expression, 'reads'>, domainOf: DomainOf): number {
  let settings = 1;
  for (const index of reads) settings *= domainOf(index).length;
  return settings;
}

/** One of the settings of some decisions, as index -> value: they are counted from 0, the last decision varying fastest. */
export function settingAt(
  variables: readonly number[],
  number: number,
  domainOf: DomainOf,
): ReadonlyMap<number, number | string> {
  const setting = new Map<number, number | string>();
  let rest = number;
  for (const index of variables.toReversed()) {
    const domain = domainOf(index);
    setting.set(index, domain[rest % domain.length]!);
    rest = Math.floor(rest / domain.length);
  }
  return setting;
}

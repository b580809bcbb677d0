import { check } from './check.ts';
import { nearest } from './nearest.ts';

export const defaultIsInDomain = check({
  code: 'default-outside-domain',
  severity: 'error',
  explanation: 'The default of a decision is one of its values.',
  message: (name: string, value: string, values: readonly string[]) =>
    `the default of \`${name}\` is ${value}, which is not one of its values: ${values.join(', ')}`,
  fixes: (place, [, value, values]) => {
    const right = closest(value, values);
    return right === undefined ? [] : [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32] = «24»
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32] = 16
      linear(hidden)
    }`,
});

/** The value at the smallest distance, or the name that was most likely meant. */
function closest(value: string, values: readonly string[]): string | undefined {
  const wanted = Number(value);
  if (Number.isNaN(wanted) || values.some((one) => Number.isNaN(Number(one)))) return nearest(value, values);
  const distance = (one: string) => Math.abs(Number(one) - wanted);
  return values.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}

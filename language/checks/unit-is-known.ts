import { check } from './check.ts';

export const unitIsKnown = check(
  'unknown-unit',
  'error',
  'A number may carry a unit.',
  (unit: string, units: readonly string[]) => `there is no unit \`${unit}\`; the units are ${units.join(' ')}`,
);

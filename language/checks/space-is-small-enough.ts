import { check } from './check.ts';

export const spaceIsSmallEnough = check(
  'space-too-large',
  'error',
  'Every copy of every repeat is elaborated, so their number is limited.',
  (what: string, most: number) => `${what}, over the limit of ${most}; use fewer`,
);

import { check } from './check.ts';

export const decisionIsUsed = check(
  'unused-decision',
  'warning',
  'A decision that nothing reads multiplies the number of sub-networks and changes none.',
  (name: string) => `nothing uses the decision \`${name}\`; use it, or take it away`,
);

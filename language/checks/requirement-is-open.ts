import { check } from './check.ts';

export const requirementIsOpen = check(
  'impossible-requirement',
  'error',
  'A requirement that no sub-network meets leaves nothing to search.',
  (written: string) => `no sub-network meets \`${written}\`; loosen it, or open the space`,
);

export const requirementIsNeeded = check(
  'idle-requirement',
  'warning',
  'A requirement that every sub-network meets changes nothing.',
  (written: string) => `every sub-network meets \`${written}\`; tighten it, or take it away`,
);

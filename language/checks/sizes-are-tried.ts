import { check } from './check.ts';

export const sizesAreTried = check(
  'unchecked-size',
  'warning',
  'Sizes are checked at every setting of the decisions that they read, as far as these can be tried in the time of a keystroke.',
  (what: string) =>
    `too many decisions meet here to check ${what} at every setting; keep sizes independent (odd kernels, a stride outside the repeat) or decide fewer things`,
);

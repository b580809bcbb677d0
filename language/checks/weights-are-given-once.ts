import { check } from './check.ts';

export const weightsAreGivenOnce = check(
  'weights-given-twice',
  'error',
  'A super-network starts from the weights of one file or folder.',
  () =>
    'this super-network has its weights already; write one `weights`, with a folder where several files belong together',
);

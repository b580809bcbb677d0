import { check } from './check.ts';

export const compressionHasWeights = check(
  'idle-compression',
  'warning',
  'A `quantize` or a `prune` is for the operators with weights behind it in its list of statements, up to the next one.',
  (statement: string) =>
    `no operator with weights takes this \`${statement}\`; write it before those that it is for, or take it away`,
);

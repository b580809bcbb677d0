import { check } from './check.ts';

export const weightsAreUsed = check(
  'unused-weights',
  'information',
  'Tensors of the file that the network has no place for, such as the head of another task.',
  (names: string) => `not used of the weights: ${names}`,
);

import { check } from './check.ts';

export const weightsStartAnew = check(
  'weights-start-anew',
  'information',
  'A part of the network that the file knows nothing of, such as the classifier of a new task, starts with random numbers.',
  (paths: string) => `not in the weights, so it starts anew: ${paths}`,
);

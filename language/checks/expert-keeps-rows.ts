import { check } from './check.ts';

export const expertKeepsRows = check(
  'expert-changes-rows',
  'error',
  'The experts of a `route` are added row by row, so each gives a row for every row that is sent to it.',
  (given: string, gives: string) =>
    `an expert takes ${given} and gives ${gives}; it must give a row for every row that is sent to it`,
);

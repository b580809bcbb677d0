import { check } from './check.ts';

export const dataFitsNetwork = check(
  'data-does-not-fit',
  'error',
  "A dataset gives what a search's super-network takes, and tells apart what the network's outputs stand for.",
  (dataset: string, gives: string, space: string, takes: string) =>
    `the dataset \`${dataset}\` ${gives}, and \`${space}\` ${takes}`,
);

import { check } from './check.ts';

export const weightsAreTakenOnce = check(
  'weights-taken-twice',
  'error',
  'One tensor of the network is one tensor of the file.',
  (path: string, [first, second]: readonly [string, string]) =>
    `both \`${first}\` and \`${second}\` of the weights are \`${path}\`; make the name map tell them apart`,
);

import { check } from './check.ts';

export const constructIsSupported = check(
  'not-supported-yet',
  'error',
  'The grammar knows the whole language; a few statements are not carried out yet.',
  (construct: string) => `${construct} is not supported yet; take it out to use the rest of this file`,
);

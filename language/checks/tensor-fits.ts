import { check } from './check.ts';

/** The operator table says what is wrong and what would be right; this adds the setting at which it is. */
export const tensorFits = check(
  'shape-mismatch',
  'error',
  'Every operator takes tensors of certain kinds and sizes, at every setting of the decisions.',
  (message: string, setting: string) => (setting === '' ? message : `${message} (where ${setting})`),
);

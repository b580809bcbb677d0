import { check } from './check.ts';

export const settingApplies = check(
  'setting-out-of-place',
  'error',
  'Some settings are for images and some for text, and a dataset is one of the two.',
  (name: string, applies: string, given: string) =>
    `\`${name}\` is for ${applies}, and ${given}: take one of the two out`,
);

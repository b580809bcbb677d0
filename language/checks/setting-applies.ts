import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const settingApplies = check({
  code: 'setting-out-of-place',
  severity: 'error',
  explanation: 'Some settings are for one kind of data alone: images or text, classes or numbers.',
  message: (name: string, applies: string, given: string) =>
    `\`${name}\` is for ${applies}, and ${given}: take one of the two out`,
  fixes: (place) => removeStatement(place, `\`${place.written}\``),
  example: `
    dataset Digits {
      images "train-images.idx3-ubyte" labels "train-labels.idx1-ubyte"
      validation 10%
      «tokenizer "tokenizer.json"»
    }`,
  corrected: `
    dataset Digits {
      images "train-images.idx3-ubyte" labels "train-labels.idx1-ubyte"
      validation 10%
    }`,
});

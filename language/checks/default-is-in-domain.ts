import { check } from './check.ts';
import { closest } from './nearest.ts';

export const defaultIsInDomain = check({
  code: 'default-outside-domain',
  severity: 'error',
  explanation: 'The default of a decision is one of its values.',
  message: (name: string, value: string, values: readonly string[]) =>
    `the default of \`${name}\` is ${value}, which is not one of its values: ${values.join(', ')}`,
  fixes: (place, [, value, values]) => {
    const right = closest(value, values);
    return right === undefined ? [] : [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32] = «24»
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32] = 16
      linear(hidden)
    }`,
});

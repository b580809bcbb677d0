import { check, list } from './check.ts';
import { closest } from './nearest.ts';

/** Values that a message tells one by one. */
const mostValues = 12;

export const valueIsInDomain = check({
  code: 'value-outside-domain',
  severity: 'error',
  explanation: 'What a configuration decides is one of the values of the decision.',
  message: (path: string, value: string, values: readonly string[]) =>
    values.length > mostValues
      ? `\`${path}\` cannot be ${value}; the nearest of its ${values.length} values is \`${closest(value, values) ?? values[0]}\``
      : `\`${path}\` cannot be ${value}; it is ${list(values, 'or')}`,
  fixes: (place, [, value, values]) => {
    const right = closest(value, values);
    return right === undefined ? [] : [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    configuration Small of Net {
      hidden: «24»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    configuration Small of Net {
      hidden: 16
    }`,
});

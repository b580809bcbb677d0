import { check, list } from './check.ts';
import { nearest, suggestion } from './nearest.ts';

export const formatIsKnown = check({
  code: 'unknown-format',
  severity: 'error',
  explanation:
    'A number format is one of the known names, or `wXaY`: weights of X bits and activations of Y, each 1 to 8, 16 or 32.',
  message: (name: string, known: readonly string[]) =>
    `there is no number format \`${name}\`${suggestion(name, known)}; write ${list(known, 'or')}, or \`wXaY\` of 1 to 8, 16 or 32 bits`,
  fixes: (place, [name, known]) => {
    const right = nearest(name, known);
    return right === undefined ? [] : [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      quantize [fp32, «int9»]
      linear(32)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      quantize [fp32, int8]
      linear(32)
    }`,
});

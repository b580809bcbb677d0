import { check } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const memberIsKnown = check({
  code: 'unknown-member',
  severity: 'error',
  explanation: 'A dot behind a label asks for a size of its tensor, named by its kind, or for a label inside it.',
  message: (tensor: string, name: string, shape: () => string, sizes: readonly string[]) =>
    `\`${tensor}\` has no size or label \`${name}\`: it is ${shape()}, with ${sizes.join(', ')}${suggestion(name, sizes)}`,
  fixes: (place, [, name, , sizes]) => {
    const near = respell(place, 'member', name, sizes);
    return near.length > 0 || sizes.length > 1
      ? near
      : sizes.map((size) => ({ title: `Replace by \`${size}\``, edits: place.replaceProperty('member', size) }));
  },
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(x.«channel» * 4, kernel: 3)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(x.channels * 4, kernel: 3)
    }`,
});

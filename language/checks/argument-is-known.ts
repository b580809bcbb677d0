import { check, list } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const argumentIsKnown = check({
  code: 'unknown-argument',
  severity: 'error',
  explanation: 'Arguments are given by position or by the name of a parameter.',
  message: (callee: string, name: string, parameters: readonly string[]) =>
    `\`${callee}\` has no argument \`${name}\`${
      suggestion(name, parameters) || (parameters.length > 0 ? `; it has ${list(parameters)}` : '; it takes none')
    }`,
  fixes: (place, [, name, parameters]) => [
    ...respell(place, 'name', name, parameters),
    { title: `Remove \`${name}\``, edits: [place.at(place.node).removeItem()] },
  ],
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3, «strides»: 2)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3, stride: 2)
    }`,
});

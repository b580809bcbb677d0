import { check } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const inputHasAShape = check({
  code: 'wrong-input',
  severity: 'error',
  explanation: 'An input is of one of the kinds of tensors, and has all of its sizes.',
  message: (name: string, kind: string, sizes: number, kinds: Readonly<Record<string, readonly string[]>>) =>
    `the input \`${name}\` must be one of ${Object.entries(kinds)
      .map(([one, parts]) => `${one}[${parts.join(', ')}]`)
      .join(
        ', ',
      )}, and is \`${kind}\` of ${sizes === 1 ? '1 size' : `${sizes} sizes`}${Object.hasOwn(kinds, kind) ? advice(kinds[kind]!, sizes) : suggestion(kind, Object.keys(kinds))}`,
  fixes: (place, [, kind, , kinds]) =>
    Object.hasOwn(kinds, kind) ? [] : respell(place, 'kind', kind, Object.keys(kinds)),
  example: `
    supernet Net {
      «input photo: images[3, 32, 32]»
      global_pool
    }`,
  corrected: `
    supernet Net {
      input photo: image[3, 32, 32]
      global_pool
    }`,
});

function advice(parts: readonly string[], sizes: number): string {
  return sizes === parts.length + 1 ? '; leave the batch out, which is implied' : '';
}

import { check } from './check.ts';

export const kindsAreEqual = check({
  code: 'kinds-differ',
  severity: 'error',
  explanation: 'Values of one kind are joined: images with images, sequences with sequences, vectors with vectors.',
  message: (operator: string, first: string, second: string) =>
    `\`${operator}\` joins values of one kind, and is given ${first} and ${second}; ` +
    'bring them to the same kind first (`to_tokens`, `global_pool`, `take_token`)',
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      pooled: global_pool
      «sum(image, pooled)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      pooled: global_pool
      product(image, pooled)
    }`,
});

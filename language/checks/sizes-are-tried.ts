import { check } from './check.ts';

export const sizesAreTried = check({
  code: 'unchecked-size',
  severity: 'warning',
  explanation:
    'Sizes are checked at every setting of the decisions that they read, as far as these can be tried in the time of a keystroke.',
  message: (what: string) =>
    `too many decisions meet here to check ${what} at every setting; keep sizes independent (odd kernels, a stride outside the repeat) or decide fewer things`,
  example: `
    supernet Net {
      input image: image[3, 128, 128]
      elastic a in 1..80
      elastic b in 1..80
      first: { conv(3, kernel: a); «conv(3, kernel: b)» }
      from image
      second: { conv(3, kernel: b); «conv(3, kernel: a)» }
      «sum(first, second)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 128, 128]
      elastic a in 1..79 step 2
      elastic b in 1..79 step 2
      first: { conv(3, kernel: a); conv(3, kernel: b) }
      from image
      second: { conv(3, kernel: b); conv(3, kernel: a) }
      sum(first, second)
    }`,
});

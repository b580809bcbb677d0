import { check } from './check.ts';

export const cropLeavesSomething = check({
  code: 'crop-too-large',
  severity: 'error',
  explanation: 'A crop leaves at least one row and one column.',
  message: (type: string) => `\`crop\`: nothing is left of ${type}; cut off less`,
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «crop(top: 16, bottom: 16)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      crop(top: 8, bottom: 8)
    }`,
});

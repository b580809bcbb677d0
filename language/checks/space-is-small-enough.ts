import { check } from './check.ts';

export const spaceIsSmallEnough = check({
  code: 'space-too-large',
  severity: 'error',
  explanation: 'Every copy of every repeat is elaborated, and every value listed, so their number is limited.',
  message: (what: string, most: number) => `${what}, over the limit of ${most}; use fewer`,
  example: `
    supernet Net {
      input features: vector[8]
      repeat «100K» {
        residual { linear(8) }
      }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      repeat 100 {
        residual { linear(8) }
      }
    }`,
});

import { check } from './check.ts';

export const countIsNotNegative = check({
  code: 'negative-count',
  severity: 'error',
  explanation:
    'A repeat makes as many copies as its count says, and none where it is 0; a `route` has one expert or more.',
  message: (written: string, low: number, least: number) =>
    `the count \`${written}\` is as low as ${low}; make it at least ${least}: \`max(${least}, ${written})\``,
  fixes: (place, [written, , least]) => [
    { title: `Write \`max(${least}, ${written})\``, edits: [place.replace(`max(${least}, ${written})`)] },
  ],
  example: `
    supernet Net {
      input features: vector[8]
      elastic depth in 1..4
      repeat «depth - 2» {
        residual { linear(8) }
      }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 1..4
      repeat max(0, depth - 2) {
        residual { linear(8) }
      }
    }`,
});

import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const objectiveDiffers = check({
  code: 'constant-objective',
  severity: 'warning',
  explanation: 'An objective that is the same for every sub-network prefers none of them.',
  message: (metric: string, space: string, value: string) =>
    `every sub-network of \`${space}\` has ${value} ${metric}, so this objective prefers none; take it away, or open what it counts`,
  fixes: (place) => removeStatement(place, `\`${place.written}\``),
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      elastic stride in [1, 2]
      conv(16, kernel: 3, stride)
    }
    search Cheapest {
      space Net
      minimize macs
      «minimize params»
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      elastic stride in [1, 2]
      conv(16, kernel: 3, stride)
    }
    search Cheapest {
      space Net
      minimize macs
      explore random(evaluations: 2)
    }`,
});

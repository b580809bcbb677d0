import { check } from './check.ts';

export const relativeDistanceIsFixed = check({
  code: 'elastic-relative-distance',
  severity: 'error',
  explanation:
    'Each distance of relative positions has a vector of its own: a smaller table would take those of others.',
  message: (argument: string) =>
    `\`attention\`: \`${argument}\` is open, and must be one number, since each distance has a vector of its own`,
  example: `
    supernet Net {
      input patches: sequence[49, 64]
      elastic distance in [3, 6]
      «attention(4, relative_keys: distance)»
    }`,
  corrected: `
    supernet Net {
      input patches: sequence[49, 64]
      attention(4, relative_keys: 6)
    }`,
});

import { check } from './check.ts';

export const levelsAreShares = check({
  code: 'levels-over-one',
  severity: 'warning',
  explanation: 'Pictures have levels from 0 to 1 when `normalize` takes them, not from 0 to 255.',
  message: (right: string) => `levels are from 0 to 1 here, not to 255: divided by 255, this is \`${right}\``,
  fixes: (place, [right]) => [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }],
  example: `
    dataset Pictures {
      images "pictures"
      validation 10%
      «normalize mean [123.7, 116.3, 103.5] deviation [58.4, 57.1, 57.4]»
    }`,
  corrected: `
    dataset Pictures {
      images "pictures"
      validation 10%
      normalize mean [0.4851, 0.4561, 0.4059] deviation [0.229, 0.2239, 0.2251]
    }`,
});

import { check } from './check.ts';

export const loopIsARepeat = check({
  code: 'loop',
  severity: 'error',
  explanation: 'Copies of statements are written by `repeat`, with the index behind `as` where it is needed.',
  message: (index: string, count: string | undefined) =>
    `there is no \`for\`; write \`repeat ${count ?? 'n'} as ${index} { … }\`, where \`${index}\` counts from 0`,
  fixes: (place, [index, count]) => {
    const head = /^[^{\r\n]*?(?=\s*(\{|$))/.exec(place.written)?.[0];
    // A head over several lines is left to the author.
    if (head === undefined || count === undefined || head.endsWith(':')) return [];
    const right = `repeat ${count} as ${index}`;
    return [{ title: `Write \`${right}\``, edits: [place.edit(place.start, place.start + head.length, right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      «for i in range(3)» { linear(8 * (i + 1)); relu }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      repeat 3 as i { linear(8 * (i + 1)); relu }
    }`,
});

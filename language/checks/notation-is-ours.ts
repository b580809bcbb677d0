import { spanOfInfix } from '../parse/span.ts';
import { check } from './check.ts';

export const notationIsOurs = check({
  code: 'other-notation',
  severity: 'error',
  explanation: 'Some things are written otherwise in other languages; these are read as they are meant, and reported.',
  message: (advice: string, _right?: string) => advice,
  fixes: (place, [, right]) => {
    if (right === undefined) return [];
    const { start, end } = place.node.$type === 'Arithmetic' ? spanOfInfix(place.node) : place;
    return [{ title: `Write \`${right.trim()}\``, edits: [place.edit(start, end, right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      repeat 3 as i { linear(if «i % 2 == 0» then 16 else 8) }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      repeat 3 as i { linear(if mod(i, 2) == 0 then 16 else 8) }
    }`,
});

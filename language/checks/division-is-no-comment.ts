import { check } from './check.ts';

/** What is said of it everywhere. */
export const divisionAdvice = '`//` starts a comment; whole division is `floor(a / b)`';

export const divisionIsNoComment = check({
  code: 'comment-for-division',
  severity: 'warning',
  explanation:
    'What stands behind `//` is not read, also where it is a number or a name that other languages would divide by.',
  message: (_operand: string, _by: string, _from: number, _to: number) => divisionAdvice,
  fixes: (place, [operand, by, from, to]) => {
    const right = `floor(${operand} / ${by})`;
    return [{ title: `Write \`${right}\``, edits: [place.edit(from, to, right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      const half = «65» // 2
      linear(half)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      const half = floor(65 / 2)
      linear(half)
    }`,
});

import { check } from './check.ts';

export const valueIsWhole = check({
  code: 'not-whole',
  severity: 'error',
  explanation:
    'Division is exact: a size that is not whole at some setting of the decisions is an error, never rounded in silence.',
  message: (what: string, value: string, part: string | undefined, setting: string) =>
    `${what} is ${value}${setting === '' ? '' : ` where ${setting}`}, and must be whole` +
    `${part === undefined ? '' : `: \`${part}\` does not come out even`}; ` +
    `use \`round(…)\`, \`floor(…)\` or \`round_to(…, 8)\`${setting === '' ? '' : ', or take that value out of the domain'}`,
  fixes: (place) =>
    // Where a whole statement is marked, which of its arguments is meant cannot be told from its place.
    place.isExpression
      ? [{ title: `Write \`floor(${place.written})\``, edits: [place.replace(`floor(${place.written})`)] }]
      : [],
  example: `
    supernet Net {
      input features: vector[8]
      elastic depth in 2..4
      repeat «depth / 2» {
        residual { linear(8) }
      }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 2..4
      repeat floor(depth / 2) {
        residual { linear(8) }
      }
    }`,
});

import { check } from './check.ts';

export const valueIsRead = check({
  code: 'lost-value',
  severity: 'warning',
  explanation:
    'A statement whose value nothing reads costs memory and time, and changes no output; mostly a label was forgotten in a `sum` or a `concat`.',
  message: (written: string) =>
    `nothing reads what \`${written}\` gives: the output does not depend on it; read it by its label, or take it away`,
  example: `
    supernet Net {
      input features: vector[8]
      «skipped: linear(16)»
      from features
      linear(32)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      first: linear(16)
      from features
      second: linear(16)
      sum(first, second)
    }`,
});

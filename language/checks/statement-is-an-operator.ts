import { check } from './check.ts';

export const statementIsAnOperator = check({
  code: 'not-an-operator',
  severity: 'error',
  explanation: 'A statement calls an operator or a block; the value of a label flows on behind `from label`.',
  message: (name: string, what: string, isTensor: boolean) =>
    isTensor
      ? `\`${name}\` is a label, no operator; write \`from ${name}\` to go on from its value`
      : `\`${name}\` must be an operator or a block, and is ${what}`,
  fixes: (place, [name, , isTensor]) =>
    isTensor ? [{ title: `Write \`from ${name}\``, edits: [place.replace(`from ${name}`)] }] : [],
  example: `
    supernet Net {
      input features: vector[8]
      hidden: linear(32)
      wide: linear(64)
      «hidden»
      linear(32)
      sum(wide, wide)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      hidden: linear(32)
      wide: linear(64)
      from hidden
      linear(64)
      deep: linear(64)
      sum(wide, deep)
    }`,
});

import { check } from './check.ts';

const open = '('.repeat(3000);
const close = ')'.repeat(3000);

export const textIsNotTooDeep = check({
  code: 'nested-too-deep',
  severity: 'error',
  explanation:
    'Reading a text takes a level of calls for each level of brackets and for each link of a long chain of operations.',
  message: () => 'this is nested too deep, or chained too long, to be read: name parts of it with `const`',
  example: `
    supernet Net {
      input features: vector[8]
      linear(${open.slice(1)}«(»32${close})
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(32)
    }`,
});

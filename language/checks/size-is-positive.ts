import { check } from './check.ts';

export const sizeIsPositive = check({
  code: 'wrong-size',
  severity: 'error',
  explanation: 'The sizes of an input are whole constants, since data does not change with the decisions.',
  message: (given: string) => `a size of an input must be a whole number of at least 1, and is ${given}`,
  example: `
    supernet Net {
      input features: vector[«7.5»]
      linear(10)
    }`,
  corrected: `
    supernet Net {
      input features: vector[7]
      linear(10)
    }`,
});

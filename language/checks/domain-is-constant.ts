import { check } from './check.ts';

export const domainIsConstant = check({
  code: 'open-domain',
  severity: 'error',
  explanation: 'The values of a decision are known when the file is read: they do not hang on other decisions.',
  message: (name: string, readsPaths: string) =>
    `the domain of \`${name}\` reads the decision ${readsPaths}; give constants, and let an expression scale them where they are used`,
  example: `
    supernet Net {
      input features: vector[8]
      elastic width in [8, 16]
      linear(width)
      elastic hidden in [«width», 64]
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic width in [8, 16]
      linear(width)
      elastic ratio in [1, 4]
      linear(width * ratio)
    }`,
});

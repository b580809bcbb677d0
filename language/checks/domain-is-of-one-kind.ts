import { check } from './check.ts';

export const domainIsOfOneKind = check({
  code: 'mixed-domain',
  severity: 'error',
  explanation: 'A domain holds numbers, or operators and blocks, or labels.',
  message: (name: string, why: string) => `the domain of \`${name}\` ${why}`,
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in «[16, relu]»
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }`,
});

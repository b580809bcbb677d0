import { check } from './check.ts';

export const parameterIsUsed = check({
  code: 'unused-parameter',
  severity: 'hint',
  explanation: 'A parameter that the body never reads makes calls promise what they do not do.',
  message: (block: string, name: string) =>
    `\`${block}\` never reads its parameter \`${name}\`; use it, or take it away`,
  example: `
    block Head(classes, «hidden») {
      linear(classes)
    }
    supernet Net {
      input features: vector[8]
      Head(10, 32)
    }`,
  corrected: `
    block Head(classes, hidden) {
      linear(hidden)
      relu
      linear(classes)
    }
    supernet Net {
      input features: vector[8]
      Head(10, 32)
    }`,
});

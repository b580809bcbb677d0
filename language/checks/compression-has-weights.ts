import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const compressionHasWeights = check({
  code: 'idle-compression',
  severity: 'warning',
  explanation:
    'A `quantize` or a `prune` is for the operators with weights behind it in its list of statements, up to the next one.',
  message: (statement: string) =>
    `no operator with weights takes this \`${statement}\`; write it before those that it is for, or take it away`,
  fixes: (place, [statement]) => removeStatement(place, `the \`${statement}\``),
  example: `
    supernet Net {
      input features: vector[8]
      linear(32)
      «quantize [fp32, int8]»
      relu
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      quantize [fp32, int8]
      linear(32)
      relu
    }`,
});

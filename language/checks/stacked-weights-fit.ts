import { check } from './check.ts';

export const stackedWeightsFit = check({
  code: 'weights-differ',
  severity: 'error',
  explanation: 'A weighted sum over what is stacked has one factor for each of the stacked values at each row.',
  message: (weights: string, values: string, wanted: string) =>
    `\`reduce_sum\`: weights of ${weights} do not fit ${values}; they must be ${wanted}, as \`linear(1)\` gives them`,
  example: `
    supernet Net {
      input words: sequence[16, 64]
      deep: linear(64)
      both: stack(words, deep)
      weights: linear(2)
      from both
      «reduce_sum(weights: weights)»
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      deep: linear(64)
      both: stack(words, deep)
      weights: linear(1)
      from both
      reduce_sum(weights: weights)
    }`,
});

import { check } from './check.ts';

export const spaceIsCountable = check({
  code: 'uncountable-space',
  severity: 'information',
  explanation:
    'Sub-networks are counted exactly, which needs a table over the decisions on which the activity of others hangs together.',
  message: (space: string) =>
    `the sub-networks of \`${space}\` cannot be counted exactly, since what is active hangs on too many decisions at once, ` +
    'so nobody can say what share of the space the budget covers; let conditions read fewer decisions',
  example: `
    supernet Net {
      input features: vector[8]
      elastic a in 1..200
      elastic b in 1..200
      elastic c in 1..200
      if a + b + c > 300 {
        elastic hidden in [16, 32]
        linear(hidden)
      }
    }
    search Cheapest {
      space Net
      minimize params
      «explore random(evaluations: 100)»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic a in 1..200
      if a > 100 {
        elastic hidden in [16, 32]
        linear(hidden)
      }
    }
    search Cheapest {
      space Net
      minimize params
      explore random(evaluations: 100)
    }`,
});

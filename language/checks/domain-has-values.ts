import { check } from './check.ts';

export const domainHasValues = check({
  code: 'empty-domain',
  severity: 'error',
  explanation: 'A decision chooses among at least one value.',
  message: (name: string, advice: string, _swapped?: string) => `the domain of \`${name}\` has no values; ${advice}`,
  fixes: (place, [, , swapped]) =>
    swapped === undefined ? [] : [{ title: `Swap the ends: \`${swapped}\``, edits: [place.replace(swapped)] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic depth in «4..2»
      repeat depth {
        residual { linear(8) }
      }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 2..4
      repeat depth {
        residual { linear(8) }
      }
    }`,
});

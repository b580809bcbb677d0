import { check } from './check.ts';

export const requirementIsOpen = check({
  code: 'impossible-requirement',
  severity: 'error',
  explanation: 'A requirement that no sub-network meets leaves nothing to search.',
  message: (written: string, ranges: string) =>
    `no sub-network meets \`${written}\`${ranges}; loosen it, or open the space`,
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      «require params <= 100»
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require params <= 200
      explore random(evaluations: 2)
    }`,
});

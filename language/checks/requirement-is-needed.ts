import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const requirementIsNeeded = check({
  code: 'idle-requirement',
  severity: 'warning',
  explanation: 'A requirement that every sub-network meets changes nothing: it has slack over the whole space.',
  message: (written: string, ranges: string) =>
    `every sub-network meets \`${written}\`${ranges}; tighten it, or take it away`,
  fixes: (place) => removeStatement(place, 'the requirement'),
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      «require params <= 1K»
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
      explore random(evaluations: 2)
    }`,
});

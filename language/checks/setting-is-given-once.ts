import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const settingIsGivenOnce = check({
  code: 'repeated-setting',
  severity: 'error',
  explanation: 'A setting has one value.',
  message: (name: string, line: number) => `\`${name}\` is given already, on line ${line}; take one of the two away`,
  fixes: (place) => removeStatement(place, `\`${place.written}\``),
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      explore random(evaluations: 2)
      seed 1
      «seed 2»
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
      seed 1
    }`,
});

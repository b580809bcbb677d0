import { check } from './check.ts';

export const settingHasNoSign = check({
  code: 'sign-in-setting',
  severity: 'error',
  explanation: "A setting's value stands behind its name, with a space between them.",
  message: (sign: string, right: string) => `settings are written without \`${sign}\`: write \`${right}\``,
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
      seed «=» 7
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
      seed 7
    }`,
});

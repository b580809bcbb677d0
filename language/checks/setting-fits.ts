import { check } from './check.ts';

export const settingFits = check({
  code: 'wrong-setting',
  severity: 'error',
  explanation: 'The values of settings are checked before anything runs.',
  message: (name: string, wanted: string, given: string, _nearest?: number | string) =>
    `\`${name}\` must be ${wanted}, and is ${given}`,
  fixes: (place, [, , , nearest]) =>
    nearest === undefined ? [] : [{ title: `Replace by \`${nearest}\``, edits: [place.replace(`${nearest}`)] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      explore random(evaluations: «0»)
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
      explore random(evaluations: 1)
    }`,
});

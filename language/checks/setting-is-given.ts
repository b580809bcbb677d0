import { check } from './check.ts';

export const settingIsGiven = check({
  code: 'missing-setting',
  severity: 'error',
  explanation: 'Some settings have no default that would be right for everybody.',
  message: (owner: string, name: string, written: string) => `${owner} needs \`${name}\`: write \`${written}\``,
  fixes: (place, [, , written]) =>
    // Where the file declares nothing that could be named there is nothing to write.
    /\bNAME\b/.test(written) ? [] : [{ title: `Add \`${written}\``, edits: [place.append(written)] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    «search Cheapest» {
      minimize macs
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

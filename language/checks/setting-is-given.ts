import { check } from './check.ts';

export const settingIsGiven = check({
  code: 'missing-setting',
  severity: 'error',
  explanation: 'Some settings have no default that would be right for everybody.',
  message: (owner: string, name: string, written: string, where = '') =>
    `${owner} needs \`${name}\`: write \`${written}\`${where}`,
  fixes: (place, [, , written, where]) => {
    // Where the file declares nothing that could be named there is nothing to write.
    if (/\bNAME\b/.test(written)) return [];
    const edit = where === undefined ? place.append(written) : place.insertAfter(` ${written}`);
    return [{ title: `Add \`${written}\``, edits: [edit] }];
  },
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

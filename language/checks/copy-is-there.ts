import { check } from './check.ts';

export const copyIsThere = check({
  code: 'no-such-copy',
  severity: 'error',
  explanation: 'An index behind the label of a repeat means one of its copies, counted from 0.',
  message: (label: string, written: string, copies: number | undefined, ranged: boolean) =>
    copies === 0
      ? `no copy of \`${label}\` comes before \`${written}\`; name it where one does, as in \`if i > 0 { … }\``
      : copies === undefined
        ? `\`${label}\` is not the label of a repeat with a value in each copy, so \`${written}\` means none; use \`${label}\` alone`
        : `\`${label}\` has ${copies} ${copies === 1 ? 'copy' : 'copies'}, so \`${written}\` means none; ` +
          `use ${ranged ? 'indices, the smaller one first,' : 'an index'} from 0 to ${copies - 1}`,
  fixes: (place, [label, , copies, ranged]) => {
    if (copies === 0) return [];
    const right = copies === undefined ? '' : ranged ? `[0..${copies - 1}]` : `[${copies - 1}]`;
    return [{ title: `Replace by \`${label}${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      layer: repeat 3 {
        residual { linear(8) }
      }
      sum(layer[0], layer«[3]»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      layer: repeat 3 {
        residual { linear(8) }
      }
      sum(layer[0], layer[2])
    }`,
});

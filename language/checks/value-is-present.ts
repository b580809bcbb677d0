import { check } from './check.ts';

export const valueIsPresent = check({
  code: 'may-be-absent',
  severity: 'error',
  explanation:
    'A copy of an elastic repeat, or a path of a choice, is not there in every sub-network, so nothing outside can count on it.',
  message: (label: string, condition: string) =>
    `\`${label}\` is there only where ${condition}; use the label of the whole repeat, or a copy that is always there`,
  fixes: (place, [label]) => {
    const whole = /^(\w+)\s*\[/.exec(label)?.[1];
    if (whole === undefined || place.written !== label) return [];
    return [{ title: `Use \`${whole}\`, the last copy that is there`, edits: [place.replace(whole)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic depth in 1..3
      layer: repeat depth {
        residual { linear(8) }
      }
      sum(layer[0], «layer[2]»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 1..3
      layer: repeat depth {
        residual { linear(8) }
      }
      sum(layer[0], layer)
    }`,
});

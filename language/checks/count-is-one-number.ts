import { check } from './check.ts';

export const countIsOneNumber = check({
  code: 'range-as-count',
  severity: 'error',
  explanation:
    'A `repeat` takes one number of copies; where that number is open, it is a decision with a name, which searches and ' +
    'configurations can give.',
  message: (range: string, name: string) =>
    `a repeat takes one number, and \`${range}\` is several; write \`elastic ${name} in ${range}\` above and ` +
    `\`repeat ${name}\``,
  fixes: (place, [range, name]) => [
    {
      title: `Make it the decision \`${name}\``,
      edits: [place.insertStatementBefore(`elastic ${name} in ${range}`), ...place.replacePart(range, name)],
    },
  ],
  example: `
    supernet Net {
      input features: vector[8]
      «repeat 2..4» { linear(8); relu }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 2..4
      repeat depth { linear(8); relu }
    }`,
});

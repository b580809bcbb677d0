import { check } from './check.ts';

export const tensorFlows = check({
  code: 'no-input',
  severity: 'error',
  explanation: 'A pipeline starts at an input.',
  message: () =>
    'no tensor flows here; write `input image: image[3, 224, 224]` (or `tokens[n]`, `sequence[n, d]`, `vector[d]`) first',
  fixes: (place) =>
    inputsFor(place.written).flatMap((input) => {
      const edits = place.prependTo('Supernet', `input ${input}`);
      return edits.length === 0 ? [] : [{ title: `Add \`input ${input}\``, edits }];
    }),
  example: `
    supernet Net {
      «relu»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 224, 224]
      relu
    }`,
});

function inputsFor(statement: string): readonly string[] {
  if (statement.startsWith('embedding')) return ['text: tokens[128]'];
  return ['image: image[3, 224, 224]', 'features: vector[64]'];
}

import { check } from './check.ts';

export const statementHasALine = check({
  code: 'missing-separator',
  severity: 'error',
  explanation: 'Two statements on one line are separated by `;`, so that nobody reads them as one.',
  message: () => 'this is a second statement on the same line; put `;` or a new line before it',
  fixes: (place) => [
    { title: 'Put `;` before it', edits: [place.replaceSpaceBefore('; ')] },
    { title: 'Put it on a line of its own', edits: [place.replaceSpaceBefore(`\n${place.indent}`)] },
  ],
  example: `
    supernet Net {
      input features: vector[8]
      linear(32) «relu»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(32); relu
    }`,
});

import { check } from './check.ts';

export const labelNamesAStatement = check({
  code: 'empty-label',
  severity: 'error',
  explanation:
    'A label names the value that a statement gives; declarations such as `elastic` and `const` have a name of their own.',
  message: (label: string) =>
    `nothing follows the label \`${label}\`; write a statement that gives a tensor, or \`${label}: { … }\``,
  fixes: (place, [label]) => [
    { title: `Name the value that flows here: \`${label}: {}\``, edits: [place.insertAfter(' {}')] },
  ],
  example: `
    supernet Net {
      input features: vector[8]
      «before:»
      const width = 8
      residual { linear(width) }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      before: {}
      const width = 8
      residual { linear(width) }
    }`,
});

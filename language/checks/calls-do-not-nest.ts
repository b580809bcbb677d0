import { check } from './check.ts';

export const callsDoNotNest = check({
  code: 'nested-call',
  severity: 'error',
  explanation:
    'Every operator takes what the statement before it gave, so operators follow each other and none is an argument of ' +
    'another. Those that join several values read them by their labels.',
  message: (inner: string, steps: readonly string[] | undefined) =>
    steps === undefined
      ? `calls do not nest: write \`name: ${inner}\` in a statement above, and \`name\` in its place`
      : `calls do not nest, each statement takes what the one before gave: write \`${steps.join('; ')}\``,
  fixes: (place, [, steps]) => {
    if (steps === undefined) return [];
    const text = steps.join('; ');
    // A label stands before all of them together.
    const written = place.node.$container?.$type === 'Labelled' ? `{ ${text} }` : text;
    return [{ title: `Write \`${text}\``, edits: [place.replace(written)] }];
  },
  example: `
    supernet Net {
      input photo: image[3, 32, 32]
      «relu(batchnorm(conv(16, kernel: 3)))»
    }`,
  corrected: `
    supernet Net {
      input photo: image[3, 32, 32]
      conv(16, kernel: 3); batchnorm; relu
    }`,
});

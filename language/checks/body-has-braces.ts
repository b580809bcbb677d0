import { check } from './check.ts';

export const bodyHasBraces = check({
  code: 'missing-braces',
  severity: 'error',
  explanation: 'What a statement holds stands in braces, also where it is a single statement.',
  message: (head: string, body: string) => `the body stands in braces: \`${head}${body}\``,
  fixes: (place, [, body]) => [{ title: `Write \`${body}\``, edits: [place.replace(`{ ${place.written} }`)] }],
  example: `
    supernet Net {
      input features: vector[8]
      residual «linear(8)»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      residual { linear(8) }
    }`,
});

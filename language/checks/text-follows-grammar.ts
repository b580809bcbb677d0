import { check } from './check.ts';

/** The parser says what it expected; this gives its messages their code and their entry in the reference. */
export const textFollowsGrammar = check({
  code: 'syntax',
  severity: 'error',
  explanation: 'What cannot be read is skipped up to the next statement, and the rest of the file is checked as usual.',
  message: (expected: string) => expected,
  example: `
    supernet Net {
      input features «vector»[8]
      linear(32)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(32)
    }`,
});

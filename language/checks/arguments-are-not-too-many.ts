import { check, list } from './check.ts';

export const argumentsAreNotTooMany = check({
  code: 'too-many-arguments',
  severity: 'error',
  explanation: 'Arguments by position fill the parameters in order, each once.',
  message: (callee: string, parameters: readonly string[]) =>
    `\`${callee}\` takes ${parameters.length === 0 ? 'no arguments' : `only ${list(parameters)}`}; take this one away`,
  fixes: (place) => [{ title: `Remove \`${place.written}\``, edits: [place.removeItem()] }],
  example: `
    supernet Net {
      input features: vector[8]
      relu(«6»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      relu
    }`,
});

import { check } from './check.ts';

export const residualKeepsShape = check({
  code: 'residual-mismatch',
  severity: 'error',
  explanation:
    'A residual adds its input to its output, so both have one shape, or a shortcut brings the input to the shape of the output.',
  message: (body: string, input: string, where: string, advice: string, _append?: string) =>
    `the body gives ${body}, and ${input} is to be added to it${where === '' ? '' : ` where ${where}`}; ${advice}`,
  fixes: (place, [, , , , append]) =>
    append === undefined ? [] : [{ title: `End the body with \`${append}\``, edits: place.appendTo('body', append) }],
  example: `
    supernet Net {
      input features: vector[8]
      «residual» { linear(32); relu }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      residual { linear(32); relu; linear(8) }
    }`,
});

import { check } from './check.ts';

export const decisionIsOpen = check({
  code: 'single-value',
  severity: 'hint',
  explanation: 'A decision with one value decides nothing: a constant says the same.',
  message: (name: string, value: string) =>
    `\`${name}\` has one value, so there is nothing to decide; write \`const ${name} = ${value}\`, or more values`,
  fixes: (place, [name, value]) => [
    { title: `Write \`const ${name} = ${value}\``, edits: [place.replace(`const ${name} = ${value}`)] },
  ],
  example: `
    supernet Net {
      input features: vector[8]
      «elastic hidden in [32]»
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      const hidden = 32
      linear(hidden)
    }`,
});

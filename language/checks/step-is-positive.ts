import { check } from './check.ts';

export const stepIsPositive = check({
  code: 'wrong-step',
  severity: 'error',
  explanation: 'A range goes from its smaller end to its larger one.',
  message: (step: number) => `\`step\` must be over 0, and is ${step}; ranges go up`,
  fixes: (place, [step]) =>
    step < 0 ? [{ title: `Replace by \`${-step}\``, edits: [place.replace(`${-step}`)] }] : [],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in 8..64 step «-8»
      linear(hidden)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in 8..64 step 8
      linear(hidden)
    }`,
});

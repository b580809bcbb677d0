import { check } from './check.ts';

export const tensorFlows = check(
  'no-input',
  'error',
  'A pipeline starts at an input, or at `from` where there are several.',
  (inputs: readonly string[]) =>
    inputs.length === 0
      ? 'no tensor flows here; write `input image: image[3, 224, 224]` (or `tokens[n]`, `sequence[n, d]`, `vector[d]`) first'
      : `there are several inputs; say which one the pipeline starts at: \`from ${inputs[0]}\``,
);

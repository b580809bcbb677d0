import { check } from './check.ts';

export const pipelineStartsSomewhere = check({
  code: 'which-input',
  severity: 'error',
  explanation: 'Where a super-network has several inputs, a pipeline starts at the one that `from` names.',
  message: (inputs: readonly string[]) =>
    inputs.length === 1
      ? `no tensor flows here; say where the pipeline goes on: \`from ${inputs[0]}\``
      : `there are several inputs; say which one the pipeline starts at: \`from ${inputs[0]}\``,
  fixes: (place, [inputs]) =>
    inputs.map((name) => ({
      title: `Start at \`${name}\``,
      edits: [place.insertStatementBefore(`from ${name}`)],
    })),
  example: `
    supernet Net {
      input image: vector[8]
      input caption: vector[8]
      «linear(8)»
      sum(image, caption)
    }`,
  corrected: `
    supernet Net {
      input image: vector[8]
      input caption: vector[8]
      from image
      seen: linear(8)
      sum(seen, caption)
    }`,
});

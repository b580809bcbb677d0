import type { Fix } from '../source.ts';
import { check } from './check.ts';
import type { Place } from './place.ts';

export const kindIsTaken = check({
  code: 'wrong-kind-of-input',
  severity: 'error',
  explanation: 'Every operator takes tensors of certain kinds.',
  message: (operator: string, kinds: string, given: string, advice: string | undefined) =>
    `\`${operator}\` takes ${kinds}, and is given ${given}${advice === undefined ? '' : `; ${advice}`}`,
  fixes: (place, [operator, , , advice = '']) => {
    if (operator === 'linear' && advice.includes('conv(')) return asConvolution(place);
    return advice.includes('`to_tokens` first')
      ? [{ title: 'Insert `to_tokens`', edits: [place.insertStatementBefore('to_tokens')] }]
      : [];
  },
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «linear(16)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 1)
    }`,
});

/** The same map of the channels at every pixel. */
function asConvolution(place: Place): readonly Fix[] {
  const edits = [...place.replaceProperty('operator', 'conv'), place.insertArgument('kernel: 1')];
  return [
    { title: 'Replace by `conv(…, kernel: 1)`', edits },
    { title: 'Insert `global_pool`', edits: [place.insertStatementBefore('global_pool')] },
  ];
}

import { check } from './check.ts';

export const headsDivide = check({
  code: 'heads-do-not-divide',
  severity: 'error',
  explanation:
    'Without `head_dim` the heads share the width evenly, so every number of heads divides every width. With elastic ' +
    'heads `head_dim` is best given, so that a smaller network keeps whole heads.',
  message: (heads: string, width: string, setting: string, _headDim: number) =>
    `${heads} heads do not divide the width ${width}${setting === '' ? '' : ` where ${setting}`}; ` +
    'give `head_dim`, or only numbers of heads that divide it',
  fixes: (place, [, , , headDim]) => [
    { title: `Add \`head_dim: ${headDim}\``, edits: [place.insertArgument(`head_dim: ${headDim}`)] },
  ],
  example: `
    supernet Net {
      input words: sequence[16, 64]
      elastic heads in [2, 4, 6]
      residual { layernorm; «attention(heads)» }
    }`,
  corrected: `
    supernet Net {
      input words: sequence[16, 64]
      elastic heads in [2, 4, 6]
      residual { layernorm; attention(heads, head_dim: 16) }
    }`,
});

import { check } from './check.ts';

export const biasIsNeeded = check({
  code: 'idle-bias',
  severity: 'hint',
  explanation:
    'A batch norm subtracts the mean of every channel, and with it any bias added before: such a bias is trained and priced for nothing. Right before a `batchnorm` of the same list there is none unless it is asked for.',
  message: (callee: string) =>
    `the \`batchnorm\` that reads this \`${callee}\` takes its bias away again; write \`bias: false\``,
  fixes: (place) => [
    {
      title: 'Write `bias: false`',
      edits: place.node.$type === 'Argument' ? [place.replace('bias: false')] : [place.insertArgument('bias: false')],
    },
  ],
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      stem: { «conv(16, kernel: 3)» }
      batchnorm
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      stem: { conv(16, kernel: 3, bias: false) }
      batchnorm
    }`,
});

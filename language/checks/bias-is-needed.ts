import { check } from './check.ts';

export const biasIsNeeded = check({
  code: 'idle-bias',
  severity: 'hint',
  explanation:
    'A batch norm subtracts the mean of every channel, and with it any bias added before: such a bias is trained and priced for nothing.',
  message: (callee: string) =>
    `the \`batchnorm\` behind this \`${callee}\` takes its bias away again; leave out \`bias: true\``,
  fixes: (place) => [{ title: 'Remove `bias: true`', edits: [place.removeItem()] }],
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3, «bias: true»)
      batchnorm
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3)
      batchnorm
    }`,
});

import { check } from './check.ts';

export const pathsMeet = check({
  code: 'paths-differ',
  severity: 'error',
  explanation:
    'What flows on after a choice, an `if` or an elastic repeat is one kind of tensor, whichever way was taken.',
  message: (statement: string, first: string, second: string) =>
    `\`${statement}\` may give ${first} or ${second}; bring both to the same kind (\`to_tokens\`, \`global_pool\`, \`take_token\`)`,
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «choose head» {
        pooled { global_pool }
        kept { relu }
      }
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      choose head {
        mixed { conv(3, kernel: 1) }
        kept { relu }
      }
      global_pool
    }`,
});

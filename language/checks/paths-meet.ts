import { check } from './check.ts';

export const pathsMeet = check(
  'shape-mismatch',
  'error',
  'What flows on after a choice, an `if` or an elastic repeat is one kind of tensor, whichever way was taken.',
  (statement: string, first: string, second: string) =>
    `\`${statement}\` may give ${first} or ${second}; bring both to the same kind (\`to_tokens\`, \`global_pool\`, \`take_token\`)`,
);

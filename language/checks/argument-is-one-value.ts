import { check } from './check.ts';

/** What was meant by several values in brackets. */
export type Listed =
  /** The values that an operator joins. */
  | { readonly kind: 'joined'; readonly call: string; readonly right: string }
  /** One number for each side of a window. */
  | { readonly kind: 'sides'; readonly name: string; readonly right: string }
  /** What a decision chooses from. */
  | { readonly kind: 'choice'; readonly name: string; readonly values: string; readonly call: string }
  | { readonly kind: 'domain'; readonly right: string };

export const argumentIsOneValue = check({
  code: 'several-values',
  severity: 'error',
  explanation:
    'An argument has one value: windows are square, a choice among values is a decision, and `concat` and `sum` take ' +
    'their values one by one. Brackets stand around the values of a domain alone.',
  message: (listed: Listed) => {
    switch (listed.kind) {
      case 'joined':
        return `values that are joined stand side by side, without brackets: write \`${listed.call}\``;
      case 'sides':
        return `\`${listed.name}\` is one number, for height and width alike: write \`${listed.name}: ${listed.right}\``;
      case 'choice':
        return (
          `one value stands here; to choose among several, write \`elastic ${listed.name} in ${listed.values}\` above, ` +
          `then \`${listed.call}\``
        );
      case 'domain':
        return `the values of a domain stand in square brackets: write \`${listed.right}\``;
    }
  },
  fixes: (place, [listed]) => {
    if (listed.kind === 'choice') return [];
    return [{ title: `Write \`${listed.right}\``, edits: [place.replace(listed.right)] }];
  },
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: «(3, 3)»)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3)
    }`,
});

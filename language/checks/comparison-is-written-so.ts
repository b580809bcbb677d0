import { check } from './check.ts';

export const comparisonIsWrittenSo = check({
  code: 'wrong-comparison',
  severity: 'error',
  explanation: 'Two values are compared by `==`, `!=`, `<`, `<=`, `>` and `>=`.',
  message: (what: string, right: string, whole: string) => `${what} is written \`${right}\`: write \`${whole}\``,
  fixes: (place, [, right]) => [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require hidden «=» 16
      explore random(evaluations: 1)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require hidden == 16
      explore random(evaluations: 1)
    }`,
});

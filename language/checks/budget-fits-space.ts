import { check } from './check.ts';

export const budgetFitsSpace = check({
  code: 'budget-too-large',
  severity: 'warning',
  explanation: 'A search measures each sub-network once, so a budget larger than the space is never spent.',
  message: (evaluations: number, space: string, networks: string) =>
    `${evaluations} evaluations are more than the ${networks} sub-networks of \`${space}\`; ` +
    `\`explore random(evaluations: ${networks})\` measures every one`,
  fixes: (place, [, , networks]) => {
    const written = `explore random(evaluations: ${networks})`;
    return [
      {
        title: `Measure every one: \`${written}\``,
        edits: [place.replace(written)],
      },
    ];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      «explore random(evaluations: 10)»
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
      explore random(evaluations: 2)
    }`,
});

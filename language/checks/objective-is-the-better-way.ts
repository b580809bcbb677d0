import { check } from './check.ts';

export const objectiveIsTheBetterWay = check({
  code: 'worse-way',
  severity: 'warning',
  explanation:
    'A search goes the way that its objective says, also where that leads to the worst networks. More of a cost may be ' +
    'meant where a requirement or another cost to minimize holds it down.',
  message: (written: string, metric: string, better: string) => {
    const [more, most] = better === 'maximize' ? ['higher', 'lowest'] : ['lower', 'highest'];
    return `\`${written}\` searches for the ${most} ${metric}, and ${more} is better: write \`${better} ${metric}\``;
  },
  fixes: (place, [, , better]) => [{ title: `Replace by \`${better}\``, edits: place.replaceProperty('goal', better) }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      «maximize macs»
      explore random(evaluations: 2)
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

import { check, list } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const recipeIsKnown = check({
  code: 'unknown-method',
  severity: 'error',
  explanation: 'Optimizers, schedules, strategies and the like are chosen from fixed lists.',
  message: (setting: string, name: string, known: readonly string[]) =>
    `\`${setting}\` has no \`${name}\`${suggestion(name, known) || `; it takes ${list(known, 'or')}`}`,
  fixes: (place, [, name, known]) => {
    const property = 'kind' in place.node ? 'kind' : 'name';
    const only = known.length === 1 ? known[0] : undefined;
    if (only === undefined) return respell(place, property, name, known);
    return [{ title: `Replace by \`${only}\``, edits: place.replaceProperty(property, only) }];
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
      explore «rando»(evaluations: 2)
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

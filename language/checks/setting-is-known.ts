import { check, list } from './check.ts';
import { removeStatement, respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const settingIsKnown = check({
  code: 'unknown-setting',
  severity: 'error',
  explanation: 'A dataset, a search and its fine-tuning have a fixed list of settings.',
  message: (owner: string, name: string, settings: readonly string[]) =>
    `${owner} has no setting \`${name}\`${suggestion(name, settings) || `; its settings are ${list(settings)}`}`,
  fixes: (place, [, name, settings]) => [
    ...respell(place, 'name', name, settings),
    ...removeStatement(place, `\`${place.written}\``),
  ],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      explore random(evaluations: 2)
      «seeds 7»
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
      seed 7
    }`,
});

import { settingDescriptions } from '../search/describe-settings.ts';
import { check, list } from './check.ts';
import { removeStatement, respell } from './fixes.ts';
import { suggestion } from './nearest.ts';
import { settingsElsewhere } from './settings-elsewhere.ts';

/** Where a name that another block has is written, as the end of a message. */
function elsewhere(name: string): string {
  if (Object.hasOwn(settingsElsewhere, name)) return `; it is an argument here: write \`${settingsElsewhere[name]}\``;
  const blocks = {
    finetune: 'the `finetune { … }` of a search',
    dataset: 'a `dataset`',
    search: 'a `search`',
  } as const;
  const home = (['finetune', 'dataset', 'search'] as const).find((block) =>
    Object.hasOwn(settingDescriptions[block], name),
  );
  return home === undefined ? '' : `; it belongs in ${blocks[home]}`;
}

export const settingIsKnown = check({
  code: 'unknown-setting',
  severity: 'error',
  explanation: 'A dataset, a search and its fine-tuning have a fixed list of settings.',
  message: (owner: string, name: string, settings: readonly string[]) =>
    `${owner} has no setting \`${name}\`${elsewhere(name) || suggestion(name, settings) || `; its settings are ${list(settings)}`}`,
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

import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const settingIsKnown = check(
  'unknown-setting',
  'error',
  'A dataset, a search and its fine-tuning have a fixed list of settings.',
  (owner: string, name: string, settings: readonly string[]) =>
    `${owner} has no setting \`${name}\`${suggestion(name, settings) || `; its settings are ${list(settings)}`}`,
);

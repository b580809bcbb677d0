import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const recipeIsKnown = check(
  'unknown-method',
  'error',
  'Optimizers, schedules, strategies and the like are chosen from fixed lists.',
  (setting: string, name: string, known: readonly string[]) =>
    `\`${setting}\` has no \`${name}\`${suggestion(name, known) || `; it takes ${list(known, 'or')}`}`,
);

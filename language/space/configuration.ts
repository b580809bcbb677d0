import { nearest } from '../checks/nearest.ts';
import type { Configuration, Genome } from './decision.ts';
import { activity, canonical, valueAt } from './genome.ts';
import type { Space } from './space.ts';

/** The settings of the active decisions, by path, in the space's order. */
export function configurationOf(space: Space, genome: Genome): Configuration {
  const active = activity(space, genome);
  return Object.fromEntries(
    space.decisions.flatMap((decision, index) =>
      active[index] ? [[decision.path, valueAt(space, genome, index)]] : [],
    ),
  );
}

/**
 * The genome that a configuration names: paths left out take their default, inactive ones are ignored.
 * An unknown path or value is a problem that names the nearest right one; all problems are given, one line each.
 */
export function genomeOf(
  space: Space,
  configuration: Configuration,
): { readonly genome: Genome } | { readonly problems: readonly string[] } {
  const indexOf = new Map(space.decisions.map((decision, index) => [decision.path, index]));
  const genome = space.decisions.map((decision) => decision.default);
  const problems: string[] = [];
  for (const [path, value] of Object.entries(configuration)) {
    const index = indexOf.get(path);
    if (index === undefined) {
      const right = nearest(path, indexOf.keys());
      const hint = right === undefined ? '' : `; the nearest is ${right}`;
      problems.push(`${space.name} has no decision ${path}${hint}`);
      continue;
    }
    const { values } = space.decisions[index]!;
    const chosen = values.indexOf(value);
    if (chosen < 0) problems.push(`${path} cannot be ${JSON.stringify(value)}: its values are ${values.join(', ')}`);
    else genome[index] = chosen;
  }
  return problems.length > 0 ? { problems } : { genome: canonical(space, genome) };
}

import { excludesAll, formatDiagnostic, type Search, type Space } from '../../language/index.ts';
import { LitheError } from '../errors.ts';

/** Throws a LitheError of one line where no sub-network meets all that a search requires of costs and decisions. */
export function refuseImpossible(space: Space, search: Search): void {
  if (!excludesAll(space, search.requirements)) return;
  const required = search.requirements.map(({ text }) => `\`${text}\``).join(' and ');
  const message = `${search.name} cannot be run: no sub-network meets ${required}; loosen one, or open the space.`;
  throw new LitheError(formatDiagnostic({ ...search.source, severity: 'error', code: 'impossible', message }));
}

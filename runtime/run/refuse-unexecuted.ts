import { formatDiagnostic, type Search } from '../../language/index.ts';
import { LitheError } from '../errors.ts';

/** Throws a LitheError of one line where the language knows that a search cannot be carried out yet. */
export function refuseUnexecuted({ hindrances = [] }: Search): void {
  const [first] = hindrances;
  if (first !== undefined) throw new LitheError(`${formatDiagnostic(first)}.`);
}

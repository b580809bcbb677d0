import type * as Ast from '../generated/syntax/ast.ts';
import { referAlong, stepsOf } from './decision-path.ts';
import { type FileWalk, placeOf } from './file-walk.ts';
import type { Binding } from './name-scope.ts';

/** Notes the name map of a super-network's weights, and the labels that its own lines name: `layer[i].attention.query.weight`. */
export function walkWeights(
  walk: FileWalk,
  { body }: Ast.Supernet,
  mapNamed: (name: string) => Binding | undefined,
): void {
  for (const statement of body?.statements ?? []) {
    if (statement.$type !== 'Weights') continue;
    const map = statement.map === undefined ? undefined : mapNamed(statement.map);
    if (map !== undefined) walk.refer(map, placeOf(statement, 'map'));
    for (const { target } of statement.entries) {
      const names = (target?.segments ?? []).map(({ parts }) => {
        const [part] = parts;
        const isPlain = parts.length === 1 && part?.text !== undefined;
        return { name: isPlain ? part.text! : '', place: isPlain ? placeOf(part, 'text') : undefined };
      });
      referAlong(walk, names, stepsOf(walk, body));
    }
  }
}

import type * as Ast from '../generated/syntax/ast.ts';
import { type PathStep, referAlong, stepsOf } from './decision-path.ts';
import { type FileWalk, placeOf } from './file-walk.ts';
import type { Binding } from './name-scope.ts';

export type MapNamed = (name: string) => Binding | undefined;

/** Notes the names in a super-network's `weights`. */
export function walkSupernetWeights(walk: FileWalk, { body }: Ast.Supernet, mapNamed: MapNamed): void {
  for (const statement of body?.statements ?? []) {
    if (statement.$type === 'Weights') walkWeights(walk, statement, stepsOf(walk, body), mapNamed);
  }
}

/** Notes the name map of weights, and the labels that their own lines name: `layer[i].attention.query.weight`. */
export function walkWeights(walk: FileWalk, node: Ast.Weights, steps: readonly PathStep[], mapNamed: MapNamed): void {
  const map = node.map === undefined ? undefined : mapNamed(node.map);
  if (map !== undefined) walk.refer(map, placeOf(node, 'map'));
  for (const { target } of node.entries) {
    const names = (target?.segments ?? []).map(({ parts }) => {
      const [part] = parts;
      const isPlain = parts.length === 1 && part?.text !== undefined;
      return { name: isPlain ? part.text! : '', place: isPlain ? placeOf(part, 'text') : undefined };
    });
    referAlong(walk, names, steps);
  }
}

import type * as Ast from '../generated/syntax/ast.ts';
import { referAlong, stepsOf } from './decision-path.ts';
import { type FileWalk, placeOf } from './file-walk.ts';

/** Notes the labels that a super-network's map of weights names: `layer[i].attention.query.weight`. */
export function walkWeights(walk: FileWalk, { body }: Ast.Supernet): void {
  for (const statement of body?.statements ?? []) {
    if (statement.$type !== 'Weights') continue;
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

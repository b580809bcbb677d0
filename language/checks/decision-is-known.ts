import { check } from './check.ts';
import { copyMeant } from './copy-meant.ts';
import { nearest, suggestion } from './nearest.ts';

export const decisionIsKnown = check({
  code: 'unknown-decision',
  severity: 'error',
  explanation:
    'A decision is named by its path in the super-network: of labels, block calls, copies counted from 0 and paths of ' +
    'choices, and its own name. `shrink` names all decisions of one name, by that name alone.',
  /** `written` is the part of the path that stands at the place, behind those of the groups around it. */
  message: (path: string, known: readonly string[], _written: string) =>
    `there is no decision \`${path}\`${copyMeant(path, known)?.advice || suggestion(path, known) || (known[0] === undefined ? '' : `; the first one is \`${known[0]}\``)}`,
  fixes: (place, [path, known, written]) => {
    const right = copyMeant(path, known)?.right ?? nearest(path, known);
    const group = path.slice(0, path.length - written.length);
    if (right === undefined || !path.endsWith(written) || !right.startsWith(group)) return [];
    const put = right.slice(group.length);
    return [{ title: `Replace by \`${put}\``, edits: [place.replace(put)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      layer: repeat 2 {
        elastic width in [8, 16]
        linear(width); relu
      }
    }
    configuration Small of Net {
      «layer[0].widht»: 8
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      layer: repeat 2 {
        elastic width in [8, 16]
        linear(width); relu
      }
    }
    configuration Small of Net {
      layer[0].width: 8
    }`,
});

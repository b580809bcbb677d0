import type { Branch, Choose } from '../generated/syntax/ast.ts';
import { check } from './check.ts';

export const pathHasAName = check({
  code: 'path-without-name',
  severity: 'error',
  explanation:
    'The paths of a `choose` and of a `branch` have names, by which configurations and labels speak of them.',
  message: (statement: string, right: string) => `each path of a \`${statement}\` has a name: \`${right}\``,
  fixes: (place) => {
    const { nameless, paths } = place.node.$container as Branch | Choose;
    const taken = new Set(paths.map(({ name }) => name));
    const free = [...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => !taken.has(letter));
    if (nameless.length > free.length) return [];
    const edits = nameless.map((body, i) => {
      const at = place.at(body);
      return at.replace(`${free[i]} { ${at.written} }`);
    });
    return [{ title: nameless.length === 1 ? 'Give it a name' : 'Give each a name', edits }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      choose act { «relu»; gelu }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      choose act { a { relu }; b { gelu } }
    }`,
});

import { check } from './check.ts';

export const nameIsNew = check({
  code: 'duplicate-name',
  severity: 'error',
  explanation:
    'Labels, constants, decisions and parameters share one namespace in each scope, and paths are made of them.',
  message: (name: string, line: number) =>
    `\`${name}\` is taken already, on line ${line}; give one of the two another name`,
  fixes: (place, [name]) => {
    const free = place.freeName(name.split('.').at(-1)!);
    const edits = place.replaceProperty('name', free);
    return edits.length === 0 ? [] : [{ title: `Call this one \`${free}\``, edits }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      hidden: linear(32)
      «hidden: linear(16)»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      hidden: linear(32)
      hidden_2: linear(16)
    }`,
});

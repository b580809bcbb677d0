import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { operatorNames } from '../../language/operators/table.ts';

const file = fileURLToPath(new URL('../../syntaxes/lithe.tmLanguage.json', import.meta.url));

interface Pattern {
  name?: string;
  match?: string;
  captures?: Readonly<Record<string, { readonly name: string }>>;
  include?: string;
}

/** Words that decide what is in a network; all other keywords declare or set something. */
const control = [
  'repeat',
  'residual',
  'shortcut',
  'branch',
  'choose',
  'route',
  'if',
  'then',
  'else',
  'when',
  'from',
  'import',
  'as',
  'top',
];
const name = '[A-Za-z_]\\w*';

/**
 * Tells names apart in the TextMate grammar that the parser's generator made, which knows keywords, comments and
 * strings: declarations, labels, arguments, primitive operators, blocks, shapes and quantities with their units.
 * To be run after it.
 */
export function generate(): void {
  const grammar = JSON.parse(readFileSync(file, 'utf8')) as { patterns: Pattern[] };
  const isKeywords = (pattern: Pattern) => pattern.name === 'keyword.control.lithe';
  const keywords = grammar.patterns.find(isKeywords)?.match?.match(/\w{2,}/g) ?? [];
  const others = keywords.filter((word) => !control.includes(word));
  const kept = grammar.patterns.filter((pattern) => !isKeywords(pattern));
  const added: Pattern[] = [
    pair('supernet|block|dataset|search|target|configuration', 'storage.type.lithe', 'entity.name.type.lithe'),
    pair('space|data|on|of', 'keyword.other.lithe', 'entity.name.type.lithe'),
    pair('elastic|const|input', 'storage.type.lithe', 'variable.other.lithe'),
    { name: 'variable.other.lithe', match: `\\b${name}(?=\\s*:)` },
    { name: 'constant.numeric.lithe', match: '\\b\\d+(\\.\\d+)?([eE][+-]?\\d+)?([A-Za-z]+\\b|%)?' },
    { name: 'support.type.lithe', match: '\\b(image|tokens|sequence|vector|graph)(?=\\s*\\[)' },
    { name: 'keyword.control.lithe', match: `\\b(${control.join('|')})\\b` },
    { name: 'keyword.other.lithe', match: `\\b(${others.join('|')})\\b` },
    { name: 'entity.name.function.lithe', match: `\\b(${operatorNames.join('|')})\\b|\\b[a-z_]\\w*(?=\\s*\\()` },
    { name: 'entity.name.type.lithe', match: '\\b[A-Z]\\w*' },
    { name: 'variable.other.lithe', match: `\\b${name}` },
  ];
  writeFileSync(file, `${JSON.stringify({ ...grammar, patterns: [...kept, ...added] }, null, 2)}\n`);
}

/** A keyword and the name behind it. */
function pair(words: string, keyword: string, named: string): Pattern {
  return { match: `\\b(${words})\\s+(${name})`, captures: { 1: { name: keyword }, 2: { name: named } } };
}

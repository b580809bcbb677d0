import type { Token } from './tokens.ts';

/** Whether two tokens of one statement stand together without a space. */
export function standTogether(before: Token, after: Token): boolean {
  if (before.text === '..' || after.text === '..' || before.text === '.' || after.text === '.') return true;
  if (after.text === ',' || after.text === ':' || after.text === '|' || before.text === '|') return true;
  if (before.text === '-' && before.rule === 'Signed') return true;
  if (after.text === '(') return after.rule !== 'Primary';
  if (after.text === '[') return isName(before) || before.text === ']' || before.text === '}';
  // `stage{s}.unit` of a weights' name map.
  if (after.text === '{' && after.rule === 'WeightsPart') return isName(before) || before.text === '}';
  return before.text === '}' && before.rule === 'WeightsPart' && isName(after);
}

/** Whether a statement that is too long may go on in a new line between two of its tokens. */
export function mayBreak(before: Token, after: Token): boolean {
  if (after.rule === 'Conditional' && (after.text === 'then' || after.text === 'else')) return true;
  // A word of the language's at the start of a line could begin a statement.
  const isWord = /^\w/.test(after.text) && !['ID', 'NUMBER', 'STRING'].includes(after.type);
  return (before.rule === 'infix' || before.text === ',') && !isWord;
}

/** Words of the language's are names too, where the grammar reads them as such. */
function isName(token: Token): boolean {
  return token.type === 'ID' || token.rule === 'Name' || token.rule === 'Member';
}

import { AstUtils } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import type { Occurrence } from '../names/symbol.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Edit } from '../source.ts';
import { indentAt, isInside, type Refactoring, type Selection, startsLine, stretch } from './refactoring.ts';

/**
 * Openness follows scope: moves an elastic that one repeat alone reads into it, which makes it a decision for each copy,
 * or one that stands in a repeat before it, which makes it one decision that all copies share.
 */
export function moveElastic(selection: Selection): readonly Refactoring[] {
  const { parsed, start } = selection;
  const elastic = AstUtils.streamAst(parsed.tree).find(
    (node) => node.$type === 'Elastic' && (node.$cstNode?.offset ?? 0) <= start && start <= (node.$cstNode?.end ?? 0),
  ) as Ast.Elastic | undefined;
  if (elastic?.name === undefined || elastic.$container.$type !== 'Body') return [];
  return [...split(selection, elastic), ...share(selection, elastic)];
}

function split(selection: Selection, elastic: Ast.Elastic): readonly Refactoring[] {
  const { parsed, text } = selection;
  const { file } = parsed;
  const reads = readsOf(selection, elastic);
  const repeats = AstUtils.streamAst(elastic.$container)
    .filter((node) => node.$type === 'Repeat')
    .toArray() as Ast.Repeat[];
  const holder = repeats.find((repeat) => {
    const body = repeat.body === undefined ? undefined : rangeOfNode(repeat.body, file);
    return body !== undefined && reads.length > 0 && reads.every(({ range }) => isInside(range, body));
  });
  const body = holder?.body;
  const brace = body?.$cstNode?.offset;
  if (body === undefined || brace === undefined || text[brace] !== '{') return [];
  const written = elastic.$cstNode?.text ?? '';
  const first = body.statements[0]?.$cstNode;
  const isOnLine = first !== undefined && !startsLine(text, first.offset);
  const put = isOnLine ? ` ${written};` : `\n${indentAt(text, first?.offset ?? brace)}${written}`;
  const insert = { range: stretch(selection, brace + 1, brace + 1), text: put };
  const title = `Make \`${elastic.name}\` one decision for each copy`;
  return [{ title, kind: 'rewrite', edits: [removal(selection, elastic), insert] }];
}

function share(selection: Selection, elastic: Ast.Elastic): readonly Refactoring[] {
  const { parsed, names, text } = selection;
  const body = elastic.$container;
  const repeat = body?.$container;
  if (repeat?.$type !== 'Repeat') return [];
  const bodyRange = rangeOfNode(body!, parsed.file);
  const own = rangeOfNode(elastic, parsed.file);
  // What its domain reads must be declared outside as well; paths in searches would name another decision.
  const isFree = names.occurrences.every(
    ({ range, symbol }) => !isInside(range, own) || symbol.name === elastic.name || !isInside(symbol.range, bodyRange),
  );
  const reads = readsOf(selection, elastic);
  if (!isFree || reads.some(({ range }) => !isInside(range, bodyRange))) return [];
  const statement = repeat.$container?.$type === 'Labelled' ? repeat.$container : repeat;
  const at = statement.$cstNode?.offset;
  if (at === undefined) return [];
  const gap = startsLine(text, at) ? `\n${indentAt(text, at)}` : '; ';
  const insert = { range: stretch(selection, at, at), text: `${elastic.$cstNode?.text ?? ''}${gap}` };
  const title = `Share \`${elastic.name}\` among all copies`;
  return [{ title, kind: 'rewrite', edits: [insert, removal(selection, elastic)] }];
}

function readsOf({ names, parsed }: Selection, elastic: Ast.Elastic): readonly Occurrence[] {
  const own = rangeOfNode(elastic, parsed.file);
  const declared = names.occurrences.find(({ isDeclaration, range }) => isDeclaration && isInside(range, own));
  return names.occurrences.filter(({ symbol, isDeclaration }) => !isDeclaration && symbol.key === declared?.symbol.key);
}

/** Takes a statement out: its whole line where it stands alone on it, otherwise up to the next statement. */
function removal(selection: Selection, node: Ast.Elastic): Edit {
  const { text } = selection;
  const [start, end] = [node.$cstNode?.offset ?? 0, node.$cstNode?.end ?? 0];
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd);
  if (startsLine(text, start) && /^[ \t]*(?:\/\/.*)?$/.test(rest)) {
    return { range: stretch(selection, text.lastIndexOf('\n', start - 1) + 1, lineEnd + 1), text: '' };
  }
  const separator = /^[ \t]*;?[ \t]*/.exec(rest)![0].length;
  return { range: stretch(selection, start, end + separator), text: '' };
}

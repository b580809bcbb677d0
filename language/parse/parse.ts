import {
  type AstNode,
  type CstNode,
  GrammarUtils,
  type LangiumCoreServices,
  type LexerResult,
  type ParseResult,
} from 'langium';
import { divisionAdvice } from '../checks/division-is-no-comment.ts';
import { settingHasNoSign } from '../checks/setting-has-no-sign.ts';
import { textFollowsGrammar } from '../checks/text-follows-grammar.ts';
import type { File } from '../generated/syntax/ast.ts';
import type { Diagnostic, SourceRange } from '../source.ts';
import type { UnclosedBrace } from './braces.ts';
import { divisionAt, isCommentBehind } from './division.ts';
import { lineStart } from './lines.ts';
import { createLitheServices } from './services.ts';
import { isTooDeep, tooDeep } from './too-deep.ts';

/** A parsed file: the tree, as far as it could be built, and what is wrong with the text. */
export interface Parsed {
  readonly file: string;
  readonly tree: File;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is written for characters of other languages. */
const rightCharacters: Readonly<Record<string, string | undefined>> = {
  '#': 'a comment starts with `//`',
  '&&': 'write `and`',
  '&': 'write `and`',
  '!': 'write `not`',
  '?': 'write `if … then … else …`',
  '%': 'the rest of a division is `mod(a, b)`',
  "'": 'texts stand in double quotes',
};

type ParserError = ParseResult['parserErrors'][number];

let services: LangiumCoreServices | undefined;

/** Parses a text. The parser is built once, on the first call, and keeps nothing from one text to the next. */
export function parse(text: string, file: string): Parsed {
  services ??= createLitheServices();
  if (isTooDeep(text)) return unread(services, text, file);
  try {
    return describeParse(services.parser.LangiumParser.parse<File>(text), file);
  } catch {
    // The parser calls itself for every level, and where the stack ends, what it throws depends on where it was.
    // It is then in no state to be used again.
    services = createLitheServices();
    return unread(services, text, file);
  }
}

/** The tokens of a text, with the marks of `StatementLexer`, and its comments. */
export function tokenize(text: string): LexerResult {
  services ??= createLitheServices();
  return services.parser.Lexer.tokenize(text);
}

function unread({ parser }: LangiumCoreServices, text: string, file: string): Parsed {
  return { file, tree: parser.LangiumParser.parse<File>('').value, diagnostics: [tooDeep(text, file)] };
}

/** A tree that somebody parsed with Lithe's services already, such as a language server's documents. */
export function describeParse(result: ParseResult<AstNode>, file: string): Parsed {
  const tree = result.value as File;
  const diagnostics: Diagnostic[] = [];
  for (const error of result.lexerErrors) {
    if ('head' in error) {
      diagnostics.push(unclosed(error as UnclosedBrace, file));
      continue;
    }
    const line = error.line ?? 1;
    const column = error.column ?? 1;
    const text = tree.$cstNode?.root.fullText ?? '';
    const found = text.slice(error.offset, error.offset + error.length);
    const range = { file, line, column, endLine: line, endColumn: column + error.length };
    if (found === '=' || found === ':') {
      diagnostics.push(signInSetting(text, error.offset, range));
      continue;
    }
    const right = rightCharacters[found];
    const fixes = found === '#' ? [{ title: 'Write `//`', edits: [{ range, text: '//' }] }] : undefined;
    const message = found.startsWith('"')
      ? 'this text has no closing double quote on its line'
      : `${JSON.stringify(found)} means nothing in Lithe${right === undefined ? '' : `; ${right}`}`;
    diagnostics.push({ ...problem(range, message), ...(fixes && { fixes }) });
  }
  for (const error of result.parserErrors) {
    const text = tree.$cstNode?.root.fullText ?? '';
    diagnostics.push(divided(error, file, text) ?? problem(rangeOf(error, file), error.message));
  }
  return { file, tree, diagnostics };
}

/** Of a sign behind a setting's name, which the lexer leaves out. */
function signInSetting(text: string, offset: number, range: SourceRange): Diagnostic {
  const [, name = '', spaces = ''] = /(\w+)([ \t]*)$/.exec(text.slice(lineStart(text, offset), offset)) ?? [];
  const [, gap = '', value = ''] = /^([ \t]*)([^\n\r;}]*)/.exec(text.slice(offset + 1)) ?? [];
  const right = `${name} ${value.replace(/\s*(\/[/*].*)?$/, '')}`;
  const { severity, code, message } = settingHasNoSign(text[offset]!, right);
  const place = { ...range, column: range.column - spaces.length, endColumn: range.endColumn + gap.length };
  return {
    ...range,
    severity,
    code,
    message,
    fixes: [{ title: `Write \`${right}\``, edits: [{ range: place, text: ' ' }] }],
  };
}

function unclosed({ head, above, behind, indent, ...at }: UnclosedBrace, file: string): Diagnostic {
  const [line, column] = [at.line!, at.column!];
  const where = above === undefined ? 'at the end of the file' : `above \`${above}\``;
  const message = `\`${head}\` is not closed; by the indentation, its \`}\` belongs ${where}`;
  const [endLine, endColumn] = [behind.endLine!, behind.endColumn! + 1];
  const put = { file, line: endLine, column: endColumn, endLine, endColumn };
  const edits = [{ range: put, text: `\n${' '.repeat(indent - 1)}}` }];
  const range = { file, line, column, endLine: line, endColumn: column + 1 };
  return { ...problem(range, message), fixes: [{ title: 'Close it there', edits }] };
}

/** What is expected may stand in a comment that was meant for a division: `linear(64 // 2)`. */
function divided(error: ParserError, file: string, text: string): Diagnostic | undefined {
  const { previousToken: previous } = error as { previousToken?: typeof error.token };
  if (previous === undefined || !isCommentBehind(text, (previous.endOffset ?? Number.NaN) + 1)) return undefined;
  const { startLine: line, startColumn: column, startOffset } = previous;
  const from = { file, line: line!, column: column! };
  const found = problem({ ...from, endLine: previous.endLine!, endColumn: previous.endColumn! + 1 }, divisionAdvice);
  const division = divisionAt(text, startOffset);
  if (division === undefined) return found;
  const range = { ...from, endLine: line!, endColumn: column! + division.end - startOffset };
  return { ...found, fixes: [{ title: `Write \`${division.right}\``, edits: [{ range, text: division.right }] }] };
}

function problem(range: SourceRange, message: string): Diagnostic {
  const { severity, code } = textFollowsGrammar(message);
  return { ...range, severity, code, message };
}

/** The token found, or where something is missing at the end of a line or of the file, the place after the last token. */
function rangeOf(error: ParserError, file: string): SourceRange {
  const { token } = error;
  if (token.tokenType.name !== 'EOF') {
    const { startLine: line, startColumn: column, endLine, endColumn } = token;
    return { file, line: line!, column: column!, endLine: endLine!, endColumn: endColumn! + 1 };
  }
  const { previousToken: previous } = error as { previousToken?: typeof token };
  const line = previous?.endLine ?? Number.NaN;
  const column = (previous?.endColumn ?? Number.NaN) + 1;
  const at = line >= 1 && column >= 1 ? { line, column } : { line: 1, column: 1 };
  return { file, ...at, endLine: at.line, endColumn: at.column };
}

/** Where a node stands. */
export function rangeOfNode(node: AstNode, file: string): SourceRange {
  return rangeOfCst(node.$cstNode, file);
}

/** Where a property of a node is written; the node where it is not. */
export function rangeOfProperty(node: AstNode, property: string, file: string): SourceRange {
  return rangeOfCst(GrammarUtils.findNodeForProperty(node.$cstNode, property) ?? node.$cstNode, file);
}

/** Where a part of the concrete syntax tree stands. */
export function rangeOfCst(cst: CstNode | undefined, file: string): SourceRange {
  const range = cst?.range;
  if (range === undefined) return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    file,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

/** Where the first line of a node stands, up to its brace: what is marked of a statement with a body. */
export function rangeOfHead(node: AstNode, file: string): SourceRange {
  const range = rangeOfNode(node, file);
  const head = /^[^{\r\n]*/.exec(node.$cstNode?.text ?? '')?.[0].trimEnd() ?? '';
  if (head === '') return range;
  return { ...range, endLine: range.line, endColumn: range.column + head.length };
}

/** The `///` lines directly above a node, without their slashes. */
export function documentationOf(node: AstNode): string {
  const cst = node.$cstNode;
  if (cst === undefined) return '';
  const text = cst.root.fullText;
  const lines: string[] = [];
  for (let end = lineStart(text, cst.offset); end > 0; ) {
    const start = lineStart(text, end - 1 - (text.startsWith('\r\n', end - 2) ? 1 : 0));
    const comment = /^\s*\/\/\/ ?(.*?)\r?\n?$/.exec(text.slice(start, end));
    if (comment === null) break;
    lines.unshift(comment[1]!);
    end = start;
  }
  return lines.join('\n');
}

import {
  ErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { canBeNamed, compile, meaningsOf, type NameSymbol, type Occurrence, renamed } from '../../language/index.ts';
import { isLibrary } from '../files.ts';
import { builtInAt, type OpenFile, occurrencesAt } from '../open-file.ts';
import { toRange } from '../range.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

/** The name that would be renamed, and what it is now. Throws, with the reason, where nothing there can be renamed. */
export function prepareRename(opened: OpenFile, position: Position): { range: Range; placeholder: string } {
  const { range, symbol, form } = renamedAt(opened, position);
  // In a path a block's call has the block's name in lower case; what is renamed is the block.
  return {
    range: toRange(range),
    placeholder: form === 'segment' ? opened.document.getText(toRange(range)) : symbol.name,
  };
}

/**
 * The edits that give a symbol another name, in every file that names it: paths in requirements included, and bare
 * arguments written out. Throws, with the reason, where the name cannot be taken.
 */
export function renameAt(opened: OpenFile, position: Position, name: string): WorkspaceEdit {
  const { symbol } = renamedAt(opened, position);
  if (!canBeNamed(name)) {
    throw refusal(
      /^[A-Za-z_]\w*$/.test(name)
        ? `\`${name}\` is a keyword of the language.`
        : `\`${name}\` is no name: names are made of letters, digits and underscores, and begin with no digit.`,
    );
  }
  const { workspace } = opened;
  const texts = new Map<string, { before: TextDocument; edits: TextEdit[] }>();
  for (const occurrence of workspace.occurrencesOf(symbol)) {
    const { file } = occurrence.range;
    const before = texts.get(file)?.before ?? documentOf(workspace, file);
    const range = toRange(occurrence.range);
    const edit = { range, newText: renamed(occurrence, before.getText(range), name) };
    texts.set(file, { before, edits: [...(texts.get(file)?.edits ?? []), edit] });
  }
  const after = new Map([...texts].map(([file, { before, edits }]) => [file, TextDocument.applyEdits(before, edits)]));
  refuseOtherMeanings(workspace, symbol, name, after);
  return { changes: Object.fromEntries([...texts].map(([file, { edits }]) => [workspace.files.uriOf(file), edits])) };
}

function renamedAt(opened: OpenFile, position: Position): Occurrence {
  const [found] = occurrencesAt(opened, position);
  if (found === undefined) {
    const builtIn = builtInAt(opened, position);
    if (builtIn === undefined) throw refusal('Nothing that was declared is named here.');
    throw refusal(`\`${builtIn.name}\` is ${article[builtIn.kind]} of the language: it cannot be renamed.`);
  }
  if (isLibrary(found.symbol.range.file)) {
    throw refusal(`\`${found.symbol.name}\` is declared in the standard library, which cannot be changed.`);
  }
  return found;
}

const article = {
  operator: 'an operator',
  function: 'a function',
  argument: 'an argument of an operator',
  tensor: 'the name of the tensor that flows in, a word',
  member: 'a size of a tensor, a word',
  metric: 'a metric',
  recipe: 'a method',
  word: 'a word',
} as const;

/** Tries the renaming on copies: no name may come to mean something else, and no new error may arise. */
function refuseOtherMeanings(
  workspace: Workspace,
  symbol: NameSymbol,
  name: string,
  after: ReadonlyMap<string, string>,
): void {
  const changed = createWorkspace(
    { ...workspace.files, read: (file) => after.get(file) ?? workspace.text(file) },
    () => [],
  );
  for (const file of after.keys()) {
    const [now, then] = [workspace, changed].map((one) => meaningsOf(one.names(file)!, (other) => one.names(other)));
    const isSame = now!.size === then!.size && [...now!].every(([meaning, count]) => then!.get(meaning) === count);
    const [before, later] = [workspace, changed].map((one) => errorsOf(one, file));
    const fresh = later!.filter((message) => !before!.includes(message));
    if (fresh.length > 0 && later!.length > before!.length) {
      throw refusal(`${symbol.name} cannot be renamed to ${name}: ${fresh[0]}`);
    }
    if (!isSame) throw refusal(`${symbol.name} cannot be renamed to ${name}, which means something else already.`);
  }
}

function errorsOf(workspace: Workspace, file: string): readonly string[] {
  const { diagnostics } = compile(workspace.text(file) ?? '', {
    file,
    resolve(specifier, importer) {
      const imported = workspace.files.join(specifier, importer);
      const text = workspace.text(imported);
      return text === undefined ? undefined : { file: imported, text };
    },
  });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

function documentOf({ files, text }: Workspace, file: string): TextDocument {
  return TextDocument.create(files.uriOf(file), 'lithe', 0, text(file) ?? '');
}

function refusal(reason: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, reason);
}

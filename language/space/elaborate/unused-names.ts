import type { AstNode } from 'langium';
import { blockIsUsed } from '../../checks/block-is-used.ts';
import { constantIsUsed } from '../../checks/constant-is-used.ts';
import { importIsUsed } from '../../checks/import-is-used.ts';
import { parameterIsUsed } from '../../checks/parameter-is-used.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { DeclarationMentions } from './mentions.ts';
import type { Problems } from './problems.ts';

/**
 * Reports constants, blocks, parameters and imports whose name nothing reads where it is in sight. It goes by names
 * alone, so one that is hidden by another of the same name counts as used. `mentions` has one for every declaration.
 */
export function unusedNames(
  tree: Ast.File,
  mentions: readonly DeclarationMentions[],
  file: string,
  imported: ReadonlyMap<Ast.Import, readonly string[]>,
  problems: Problems,
): void {
  const isMentioned = (name: string) => mentions.some(({ names }) => names.has(name));
  for (const [node, names] of imported) {
    if (names.length > 0 && !names.some(isMentioned)) problems.at(node, file, importIsUsed(node.specifier));
  }
  // A file of blocks alone is there to be imported.
  const isLibrary = !tree.declarations.some(({ $type }) => $type === 'Supernet');
  for (const [i, declaration] of tree.declarations.entries()) {
    const isUsed = isLibrary || declaration.$type !== 'Block' || isMentioned(declaration.name ?? '');
    if (!isUsed) problems.atHead(declaration, file, blockIsUsed((declaration as Ast.Block).name));
    for (const report of idleIn(mentions[i]!)) report(problems, file);
  }
}

type Report = (problems: Problems, file: string) => void;

const known = new WeakMap<DeclarationMentions, readonly Report[]>();

/** What to say of names inside a declaration, which it alone can read. */
function idleIn(mentions: DeclarationMentions): readonly Report[] {
  const before = known.get(mentions);
  if (before !== undefined) return before;
  const { parts } = mentions;
  const isRead = (name: string, within: AstNode | undefined) =>
    within !== undefined && parts.some(({ reads }) => reads.get(name)?.has(within));
  const reports = parts.flatMap(({ declares }) => declares).flatMap((node) => idleNames(node, isRead));
  known.set(mentions, reports);
  return reports;
}

function idleNames(
  node: Ast.Constant | Ast.Block,
  isRead: (name: string, within: AstNode | undefined) => boolean,
): Report[] {
  const { name } = node;
  if (name === undefined) return [];
  const isOwn = node.$container.$type !== 'File' && !isRead(name, node.$container);
  if (node.$type === 'Constant') return isOwn ? [(to, file) => to.at(node, file, constantIsUsed(name))] : [];
  const idle = node.parameters.filter(
    (parameter) => parameter.name !== undefined && !isRead(parameter.name, node.body),
  );
  const reports = idle.map(
    (parameter): Report =>
      (to, file) =>
        to.atProperty(parameter, 'name', file, parameterIsUsed(name, parameter.name)),
  );
  return isOwn ? [(to, file) => to.atHead(node, file, blockIsUsed(name)), ...reports] : reports;
}

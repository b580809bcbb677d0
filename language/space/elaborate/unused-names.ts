import type { AstNode } from 'langium';
import { blockIsUsed } from '../../checks/block-is-used.ts';
import { constantIsUsed } from '../../checks/constant-is-used.ts';
import { importIsUsed } from '../../checks/import-is-used.ts';
import { parameterIsUsed } from '../../checks/parameter-is-used.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Mentions } from './mentions.ts';
import type { Problems } from './problems.ts';

/**
 * Reports constants, blocks, parameters and imports whose name nothing reads where it is in sight. It goes by names
 * alone, so one that is hidden by another of the same name counts as used. `mentions` has a list for every declaration.
 */
export function unusedNames(
  tree: Ast.File,
  mentions: readonly (readonly Mentions[])[],
  file: string,
  imported: ReadonlyMap<Ast.Import, readonly string[]>,
  problems: Problems,
): void {
  const mentioned = new Set<string>();
  for (const own of mentions) for (const { reads } of own) for (const name of reads.keys()) mentioned.add(name);
  for (const [node, names] of imported) {
    if (names.length > 0 && !names.some((name) => mentioned.has(name))) {
      problems.at(node, file, importIsUsed(node.specifier));
    }
  }
  // A file of blocks alone is there to be imported.
  const isLibrary = !tree.declarations.some(({ $type }) => $type === 'Supernet');
  for (const own of mentions) {
    const isRead = (name: string, within: AstNode | undefined) =>
      within !== undefined && own.some(({ reads }) => reads.get(name)?.has(within));
    for (const node of own.flatMap(({ declares }) => declares)) {
      if (node.name === undefined) continue;
      if (node.$type === 'Constant') {
        if (!isRead(node.name, node.$container)) problems.at(node, file, constantIsUsed(node.name));
        continue;
      }
      const isPublic = node.$container.$type === 'File';
      const isUsed = isPublic ? isLibrary || mentioned.has(node.name) : isRead(node.name, node.$container);
      if (!isUsed) problems.atHead(node, file, blockIsUsed(node.name));
      for (const parameter of node.parameters) {
        const isKnown = parameter.name === undefined || isRead(parameter.name, node.body);
        if (!isKnown) problems.atProperty(parameter, 'name', file, parameterIsUsed(node.name, parameter.name));
      }
    }
  }
}

import type { AstNode } from 'langium';
import { blockIsUsed } from '../../checks/block-is-used.ts';
import { constantIsUsed } from '../../checks/constant-is-used.ts';
import { importIsUsed } from '../../checks/import-is-used.ts';
import { parameterIsUsed } from '../../checks/parameter-is-used.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { visitContents } from '../../parse/contents.ts';
import type { Problems } from './problems.ts';

/**
 * Reports constants, blocks, parameters and imports whose name nothing reads where it is in sight. It goes by names
 * alone, so one that is hidden by another of the same name counts as used.
 */
export function unusedNames(
  tree: Ast.File,
  file: string,
  imported: ReadonlyMap<Ast.Import, readonly string[]>,
  problems: Problems,
): void {
  const places = new Map<string, number[]>();
  const declarations: (Ast.Constant | Ast.Block)[] = [];
  visitContents(tree, (node) => {
    const name = nameRead(node);
    if (name !== undefined) places.set(name, [...(places.get(name) ?? []), node.$cstNode?.offset ?? 0]);
    if (node.$type === 'Constant' || node.$type === 'Block') declarations.push(node as Ast.Constant | Ast.Block);
  });
  const isRead = (name: string, within: AstNode | undefined) => {
    const { offset, end } = within?.$cstNode ?? { offset: 0, end: Number.POSITIVE_INFINITY };
    return (places.get(name) ?? []).some((place) => place >= offset && place < end);
  };
  for (const [node, names] of imported) {
    if (names.length > 0 && !names.some((name) => places.has(name))) {
      problems.at(node, file, importIsUsed(node.specifier));
    }
  }
  // A file of blocks alone is there to be imported.
  const isLibrary = !tree.declarations.some(({ $type }) => $type === 'Supernet');
  for (const node of declarations) {
    if (node.name === undefined) continue;
    if (node.$type === 'Constant') {
      if (!isRead(node.name, node.$container)) problems.at(node, file, constantIsUsed(node.name));
      continue;
    }
    const isPublic = node.$container.$type === 'File';
    if (!(isPublic && isLibrary) && !isRead(node.name, node.$container)) {
      problems.atHead(node, file, blockIsUsed(node.name));
    }
    for (const parameter of node.parameters) {
      const isKnown = parameter.name === undefined || isRead(parameter.name, node.body);
      if (!isKnown) problems.atProperty(parameter, 'name', file, parameterIsUsed(node.name, parameter.name));
    }
  }
}

/** The name that a node reads, where it reads one. */
function nameRead(node: AstNode): string | undefined {
  if (node.$type === 'Reference') return (node as Ast.Reference).name;
  if (node.$type === 'Call') return (node as Ast.Call).operator;
  if (node.$type === 'Weights') return (node as Ast.Weights).map;
  if (node.$type === 'Measured') return (node as Ast.Measured).target;
  if (node.$type === 'Configuration') return (node as Ast.Configuration).space;
  if (node.$type === 'SpaceSetting') return (node as Ast.SpaceSetting).space;
  if (node.$type === 'DataSetting') return (node as Ast.DataSetting).data;
  return node.$type === 'ObjectiveSetting' ? (node as Ast.ObjectiveSetting).target : undefined;
}

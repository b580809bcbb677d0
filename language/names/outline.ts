import type * as Ast from '../generated/syntax/ast.ts';
import { type Parsed, rangeOfNode } from '../parse/parse.ts';
import type { SourceRange } from '../source.ts';
import { FileWalk, placeOf } from './file-walk.ts';
import type { SymbolKind } from './symbol.ts';

/** A declaration with those inside it. */
export interface OutlineItem {
  readonly kind: SymbolKind;
  readonly name: string;
  /** What stands behind the name: `in 2..5`, `repeat depth`, `(out, kernel = 3)`. */
  readonly detail: string;
  readonly range: SourceRange;
  readonly nameRange: SourceRange;
  readonly children: readonly OutlineItem[];
}

/** The declarations of a file, as an editor's outline shows them. */
export function outlineOf(parsed: Parsed): readonly OutlineItem[] {
  const walk = new FileWalk(parsed);
  return parsed.tree.declarations.flatMap((node) => {
    switch (node.$type) {
      case 'Supernet':
        return item(walk, 'supernet', node, '', inside(walk, node.body));
      case 'Block':
        return blockItem(walk, node);
      case 'Dataset':
        return item(walk, 'dataset', node, '', []);
      case 'WeightsMap':
        return item(walk, 'map', node, '', []);
      case 'Target': {
        const device = node.settings.find((setting) => setting.$type === 'Device')?.device;
        return item(walk, 'target', node, device === undefined ? '' : `on ${device}`, []);
      }
      case 'Configuration':
        return item(walk, 'configuration', node, node.space === undefined ? '' : `of ${node.space}`, []);
      default: {
        const space = node.settings.find((setting) => setting.$type === 'SpaceSetting')?.space;
        return item(walk, 'search', node, space === undefined ? '' : `of ${space}`, []);
      }
    }
  });
}

function blockItem(walk: FileWalk, node: Ast.Block): OutlineItem[] {
  const parameters = node.parameters.map((parameter) => parameter.$cstNode?.text ?? parameter.name);
  return item(walk, 'block', node, `(${parameters.join(', ')})`, inside(walk, node.body));
}

function inside(walk: FileWalk, body: Ast.Body | undefined): OutlineItem[] {
  return (body?.statements ?? []).flatMap((statement) => ofStatement(walk, statement));
}

function ofStatement(walk: FileWalk, node: Ast.Statement): OutlineItem[] {
  switch (node.$type) {
    case 'Block':
      return blockItem(walk, node);
    case 'Input':
      if (node.name === undefined) return [];
      return item(walk, 'input', node as Ast.Input & { readonly name: string }, behind(node.$cstNode?.text, ':'), []);
    case 'Constant':
      return item(walk, 'constant', node, behind(node.$cstNode?.text, '='), []);
    case 'Elastic':
      return item(walk, 'decision', node, `in ${node.domain?.$cstNode?.text ?? ''}`, []);
    case 'Labelled': {
      const inner = node.statement ?? node.nested;
      const children = inner === undefined ? inside(walk, node.body) : ofStatement(walk, inner);
      return item(walk, 'label', node, headOf(inner?.$cstNode?.text), children);
    }
    case 'Repeat':
      return inside(walk, node.body);
    case 'Residual':
      return [...inside(walk, node.body), ...inside(walk, node.shortcut)];
    case 'If':
      return [...inside(walk, node.then), ...inside(walk, node.else), ...ofElse(walk, node)];
    case 'Branch':
      return ofPaths(walk, node.paths);
    case 'Choose':
      return item(walk, 'decision', node, 'choose', ofPaths(walk, node.paths));
    case 'Route':
      return inside(walk, node.body);
    default:
      return [];
  }
}

function ofElse(walk: FileWalk, { elseIf }: Ast.If): OutlineItem[] {
  return elseIf === undefined ? [] : ofStatement(walk, elseIf);
}

function ofPaths(walk: FileWalk, paths: readonly Ast.Path[]): OutlineItem[] {
  return paths.flatMap((path) => item(walk, 'path', path, '', inside(walk, path.body)));
}

function item(
  walk: FileWalk,
  kind: SymbolKind,
  node: (Ast.Declaration | Ast.Statement | Ast.Path) & { readonly name: string },
  detail: string,
  children: readonly OutlineItem[],
): OutlineItem[] {
  const place = placeOf(node, 'name');
  if (node.name === undefined || place === undefined) return [];
  const range = rangeOfNode(node, walk.parsed.file);
  return [{ kind, name: node.name, detail, range, nameRange: walk.rangeOf(place), children }];
}

/** The rest of a text behind its first such mark. */
function behind(text: string | undefined, mark: string): string {
  return text?.slice(text.indexOf(mark) + 1).trim() ?? '';
}

/** The first line of a statement, up to its brace. */
function headOf(text: string | undefined): string {
  return /^[^{\r\n]*/.exec(text ?? '')?.[0].trim() ?? '';
}

import { type CompositeCstNode, type CstNode, isCompositeCstNode } from 'langium';
import type { Diagnostic } from '../source.ts';
import { forget, type Leaf } from './leaf.ts';
import { breaksIn } from './lines.ts';
import type { Parsed } from './parse.ts';

/** A text without stretches of it, of which only the ends of lines are left that its tokens must not share. */
interface Short {
  readonly text: string;
  readonly cuts: readonly Cut[];
}

/** From an offset and a line of the short text on, so much is missing before. */
interface Cut {
  readonly from: number;
  readonly fromLine: number;
  readonly offset: number;
  readonly lines: number;
}

/** Leaves stretches out, which are in order and apart. What is left keeps its columns. */
export function shorten(text: string, stretches: readonly (readonly [from: number, to: number])[]): Short {
  const cuts: Cut[] = [];
  let written = '';
  let [at, offset, lines] = [0, 0, 0];
  for (const [from, to] of stretches) {
    written += text.slice(at, from);
    const line = text.lastIndexOf('\n', to - 1) + 1;
    if (line > from) {
      written += '\n';
      offset += line - from - 1;
      lines += breaksIn(text, from, line) - 1;
      cuts.push({ from: written.length, fromLine: breaksIn(written, 0, written.length) + 1, offset, lines });
    }
    written += text.slice(Math.max(line, from), to).replace(/[^\r\n]/g, ' ');
    at = to;
  }
  return { text: written + text.slice(at), cuts };
}

/** Moves all that was parsed of a short text to where it is in the whole one. */
export function lengthen({ tree, diagnostics, file }: Parsed, whole: string, cuts: readonly Cut[]): Parsed {
  const { root } = tree.$cstNode!;
  Object.assign(root, { _text: whole });
  move(root as CstNode as CompositeCstNode, cuts);
  const lineNow = (line: number) => line + (cuts.findLast(({ fromLine }) => fromLine <= line)?.lines ?? 0);
  const moved = <Range extends { readonly line: number; readonly endLine: number }>(range: Range): Range => ({
    ...range,
    line: lineNow(range.line),
    endLine: lineNow(range.endLine),
  });
  const fixed = ({ fixes, ...diagnostic }: Diagnostic): Diagnostic => ({
    ...moved(diagnostic),
    ...(fixes && {
      fixes: fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, range: moved(edit.range) })),
      })),
    }),
  });
  return { file, tree, diagnostics: diagnostics.map(fixed) };
}

function move(node: CompositeCstNode, cuts: readonly Cut[]): void {
  forget(node);
  for (const part of node.content) {
    if (isCompositeCstNode(part)) move(part, cuts);
    else {
      const cut = cuts.findLast(({ from }) => from <= part.offset);
      if (cut === undefined) continue;
      const leaf = part as CstNode as unknown as Leaf;
      leaf._offset += cut.offset;
      leaf._startLine += cut.lines;
      leaf._endLine += cut.lines;
    }
  }
}

import { AstUtils } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import { type Parsed, rangeOfNode } from '../parse/parse.ts';
import type { Edit } from '../source.ts';
import type { DecisionValue, Genome } from '../space/decision.ts';
import { activity, valueAt } from '../space/genome.ts';
import type { Space, SpaceDecision } from '../space/space.ts';
import { writtenValue } from './configuration.ts';

export interface AsDefaults {
  readonly edits: readonly Edit[];
  /** Decisions whose declaration cannot say it: copies that differ, a `choose`, a block of another file. */
  readonly left: readonly string[];
}

type Declaration = Ast.Elastic | Ast.Quantize | Ast.Prune;

/** Makes what a sub-network decides the defaults of the declarations that make these decisions, as far as one default can. */
export function asDefaults({ tree, file }: Parsed, space: Space, genome: Genome): AsDefaults {
  const active = activity(space, genome);
  const made = new Map<string, { readonly decision: SpaceDecision; readonly value: DecisionValue }[]>();
  space.decisions.forEach((decision, index) => {
    const { source } = decision;
    const key = `${source.file}:${source.line}:${source.column}`;
    if (active[index]) made.set(key, [...(made.get(key) ?? []), { decision, value: valueAt(space, genome, index) }]);
  });
  const edits: Edit[] = [];
  const left: string[] = [];
  const declarations = declarationsAt(tree, file);
  for (const [key, all] of made) {
    if (all.every(({ decision, value }) => decision.values[decision.default] === value)) continue;
    const { decision, value } = all[0]!;
    const node = declarations.get(key);
    if (node === undefined || all.some((one) => one.value !== value)) left.push(...all.map((one) => one.decision.path));
    else edits.push(defaultOf(node, file, writtenValue(decision, value)));
  }
  return { edits, left };
}

/** What makes decisions and can have a default, by where it stands. */
function declarationsAt(tree: Ast.File, file: string): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const node of AstUtils.streamAst(tree)) {
    if (node.$type !== 'Elastic' && node.$type !== 'Quantize' && node.$type !== 'Prune') continue;
    const { line, column } = rangeOfNode(node, file);
    found.set(`${file}:${line}:${column}`, node as Declaration);
  }
  return found;
}

function defaultOf(node: Declaration, file: string, text: string): Edit {
  const range = rangeOfNode(node, file);
  const behind = { ...range, line: range.endLine, column: range.endColumn };
  if (node.default === undefined) return { range: behind, text: ` = ${text}` };
  const written = typeof node.default === 'string' ? node.default : (node.default.$cstNode?.text ?? '');
  // The default stands last.
  return { range: { ...behind, column: behind.column - written.length }, text };
}

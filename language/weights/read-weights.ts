import { argumentFits } from '../checks/argument-fits.ts';
import { weightsAreGivenOnce } from '../checks/weights-are-given-once.ts';
import { weightsLineIsRight } from '../checks/weights-line-is-right.ts';
import { weightsMapIsKnown } from '../checks/weights-map-is-known.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode, rangeOfProperty } from '../parse/parse.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import { readPattern } from './pattern.ts';
import { readTarget } from './target.ts';
import type { MapLine, WeightsSource } from './weights.ts';
import type { WeightsMaps } from './weights-maps.ts';

/** The `weights` statement of a super-network; undefined where it has none that names a source. */
export function readWeights(
  supernet: Ast.Supernet,
  file: string,
  problems: Problems,
  maps: WeightsMaps,
): WeightsSource | undefined {
  const statements = supernet.body?.statements.filter((statement) => statement.$type === 'Weights') ?? [];
  const [node, ...others] = statements;
  for (const other of others) problems.at(other, file, weightsAreGivenOnce());
  if (node === undefined) return undefined;
  return readWeightsSource(node, file, problems, maps);
}

/** What a `weights` names; undefined where it is half-written, or its map unknown, which is reported. */
export function readWeightsSource(
  node: Ast.Weights,
  file: string,
  problems: Problems,
  maps: WeightsMaps,
): WeightsSource | undefined {
  if (node.source === undefined) return undefined;
  const own = readLines(node.entries, file, problems);
  const range = rangeOfProperty(node, 'source', file);
  if (node.map === undefined) {
    return { source: node.source, lines: node.entries.length === 0 ? undefined : own, own, range };
  }
  const map = maps.named(node.map);
  if (map === undefined) {
    problems.atProperty(node, 'map', file, weightsMapIsKnown(node.map, maps.names));
    return undefined;
  }
  // What is wrong in a map is told where it is declared.
  return { source: node.source, lines: [...own, ...linesOf(map)], own, range };
}

/** `weights` stands at the top of a super-network, since it is about all of it. */
export function weightsArePlaced(node: Ast.Weights, file: string, problems: Problems): void {
  if (node.$container.$container.$type === 'Supernet') return;
  problems.at(node, file, argumentFits('`weights`', 'at the top of a super-network', 'inside another statement'));
}

/** The lines of a map, with what is wrong in them told. */
export function readLines(entries: readonly Ast.WeightsEntry[], file: string, problems: Problems): MapLine[] {
  return entries.flatMap((entry) => {
    const line = readLine(entry, file);
    if (line === undefined) return [];
    if (!('problem' in line)) return [line];
    problems.at(entry, file, weightsLineIsRight(line.problem));
    return [];
  });
}

function linesOf({ entries }: Ast.WeightsMap): MapLine[] {
  return entries.flatMap((entry) => {
    const line = readLine(entry, '');
    return line === undefined || 'problem' in line ? [] : [line];
  });
}

/** Undefined where it is half-written. */
function readLine(entry: Ast.WeightsEntry, file: string): MapLine | { readonly problem: string } | undefined {
  if (entry.pattern === undefined || (entry.target?.segments.length ?? 0) === 0) return undefined;
  const pattern = readPattern(entry.pattern);
  if ('problem' in pattern) return { problem: `\`${entry.pattern}\` ${pattern.problem}` };
  const target = readTarget(entry.target, pattern);
  if ('problem' in target) return { problem: `\`${entry.target.$cstNode?.text}\` ${target.problem}` };
  return { pattern, target, transposed: entry.transposed, range: rangeOfNode(entry, file) };
}

import { compressionHasWeights } from '../../checks/compression-has-weights.ts';
import { decisionHasAPrice } from '../../checks/decision-has-a-price.ts';
import { decisionIsUsed } from '../../checks/decision-is-used.ts';
import { costlessDecisions } from '../../cost/costless.ts';
import { createMemo } from '../../cost/memo.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Elaborated } from '../../memory.ts';
import { documentationOf, rangeOfHead } from '../../parse/parse.ts';
import { readWeights } from '../../weights/read-weights.ts';
import type { WeightsMaps } from '../../weights/weights-maps.ts';
import type { Space } from '../space.ts';
import { SpaceBuilder } from './builder.ts';
import type { Context } from './context.ts';
import { idleBiases } from './idle-biases.ts';
import { Labels } from './labels.ts';
import { lostValues } from './lost-values.ts';
import { Problems } from './problems.ts';
import { unreachedPaths } from './reached.ts';
import type { Replaying } from './replay.ts';
import { Scope } from './scope.ts';
import { Segment } from './segment.ts';
import { elaborateBody } from './statement.ts';

/**
 * A super-network's declaration as a space, with a hint for each statement; no space where no tensor flows out of it.
 * What is wrong is reported, and the space is then a guess for editors to show.
 */
export function elaborateSupernet(
  node: Ast.Supernet,
  file: string,
  scope: Scope,
  maps: WeightsMaps,
  replay?: Replaying,
): Elaborated {
  const builder = replay?.builder ?? new SpaceBuilder();
  const problems = new Problems();
  const context: Context = {
    builder,
    problems,
    file,
    scope: new Scope(scope),
    segment: new Segment(),
    calls: [],
    declared: new Map(),
    used: new Set(),
    called: new Set(),
    labels: new Labels(),
    reached: new Map(),
    run: elaborateBody,
  };
  builder.home = file;
  const weights = readWeights(node, file, problems, maps);
  const start = builder.mark;
  const output = elaborateBody(context, node.body, undefined, replay?.elaborate);
  if (replay === undefined) builder.endPart(start);
  for (const [node, { file: written }] of context.declared) {
    if (context.used.has(node)) continue;
    const idle = node.$type === 'Elastic' ? decisionIsUsed(node.name) : compressionHasWeights(node.$type.toLowerCase());
    problems.at(node, written, idle);
  }
  unreachedPaths(context.reached, file, problems);
  const { called } = context;
  const { diagnostics } = problems;
  if (output === undefined) return { hints: [], diagnostics, called };
  const { decisions, places, pool, inputs, values, steps, parts, hints } = builder;
  const space: Space = {
    name: node.name ?? '',
    documentation: documentationOf(node),
    source: rangeOfHead(node, file),
    decisions,
    places,
    pool,
    memo: createMemo(),
    inputs,
    values,
    steps,
    parts,
    output,
    ...(weights && { weights }),
  };
  // Behind an error values are guesses, which nothing more can be said of.
  if (!problems.diagnostics.some(({ severity }) => severity === 'error')) {
    lostValues(steps, output, hints, file, problems);
    idleBiases(steps, hints, file, problems);
    decisionsHaveAPrice(context, space);
  }
  return { space, hints, diagnostics, called };
}

/** Tells of the decisions that are read and cost nothing; what nothing reads is reported already. */
function decisionsHaveAPrice({ declared, used, problems, file }: Context, space: Space): void {
  const idle = new Set<string>();
  for (const [node, { line, column }] of declared) if (!used.has(node)) idle.add(`${line}:${column}`);
  for (const { name, source } of costlessDecisions(space)) {
    if (source.file !== file || idle.has(`${source.line}:${source.column}`)) continue;
    problems.atRange(source, decisionHasAPrice(name));
  }
}

import fc from 'fast-check';
import { AstUtils } from 'langium';
import { describe, expect, it } from 'vitest';
import { operatorNames } from '../../../language/index.ts';
import { parse } from '../../../language/parse/parse.ts';
import { type Program, programs } from './program.ts';
import { checkProgram, compiledProgram } from './properties.ts';

/** `node test/bench/programs.ts NUMBER` tries as many as one likes. */
const tried = { seed: 20261122, numRuns: 200 };

describe('random programs', () => {
  it('mean and cost what all of their sub-networks together say', () => {
    fc.assert(
      fc.property(programs, (program) => {
        checkProgram(program);
      }),
      tried,
    );
  }, 300_000);

  it('use the whole language', () => {
    const sampled = fc.sample(programs, { ...tried, numRuns: 400 });
    const unwritten = constructs.filter((construct) => !sampled.some((program) => writes(program, construct)));
    expect(unwritten).toEqual([]);
    const used = new Set(sampled.flatMap(operatorsOf));
    expect(operatorNames.filter((name) => !used.has(name))).toEqual([]);
  });
});

/** Rules of the grammar that a super-network may use, by the type of their nodes. */
const constructs = (
  'Import Supernet Block Parameter Input Constant Elastic ListDomain RangeDomain Labelled Call Argument From Repeat ' +
  'Residual Branch Choose Path If Route Quantize Prune Conditional Logic Negation Arithmetic Minus Quantity Flag Reference Selector'
).split(' ');

function writes({ text }: Program, construct: string): boolean {
  return AstUtils.streamAst(parse(text, 'program.lithe').tree).some(({ $type }) => $type === construct);
}

function operatorsOf(program: Program): readonly string[] {
  const { steps } = compiledProgram(program).spaces[0]!;
  return steps.flatMap((step) => (step.kind === 'operator' ? [step.operator] : []));
}

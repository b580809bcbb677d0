import type { Expression } from '../../cost/expression.ts';
import type { Statement } from '../../generated/syntax/ast.ts';
import type { SourceRange } from '../../source.ts';
import type { OperatorStep, SpaceDecision, Step, SymbolicType } from '../space.ts';

/** How much of a space is built. */
export interface Mark {
  readonly decisions: number;
  /** The next decision's variable. */
  readonly variables: number;
  readonly values: number;
  readonly steps: number;
}

/** What is known of a value. */
export interface Value {
  readonly type: SymbolicType;
  /** The condition under which it is there. */
  readonly present: Expression;
  /** False where the type is a guess. */
  readonly certain: boolean;
}

/** What one statement added to a space. */
export interface Piece {
  readonly at: Mark;
  readonly decisions: readonly SpaceDecision[];
  readonly values: readonly Value[];
  readonly steps: readonly Step[];
}

/** What a statement of the super-network's own list is made of, the very arrays for as long as nothing in it changes. */
export interface Part {
  readonly operators: readonly OperatorStep[];
  readonly hints: readonly StatementHint[];
}

/** What a statement gives, and the operators that it is made of, those of the statements in it included. */
export interface StatementHint {
  readonly node: Statement;
  readonly range: SourceRange;
  readonly path: string;
  readonly output: SymbolicType;
  readonly steps: readonly OperatorStep[];
}

/** Gives the values of a step other numbers. */
export function renumberStep(step: Step, value: (value: number) => number): void {
  const output = value(step.output);
  if (step.kind === 'operator') Object.assign(step, { inputs: step.inputs.map(value), output });
  else {
    const alternatives = step.alternatives.map((one) => ({ when: one.when, value: value(one.value) }));
    Object.assign(step, { alternatives, output });
  }
}

/** Whether two values are alike in all that a statement that reads them can tell, but for whether they are guesses. */
export function areAlike(a: Value, b: Value): boolean {
  return a.present === b.present && areSame(a.type, b.type);
}

/** The values that a piece gives which follow from guesses, those given included. */
export function guessesIn({ steps }: Piece, given: ReadonlySet<number>): ReadonlySet<number> {
  const guesses = new Set(given);
  for (const step of steps) {
    const inputs = step.kind === 'operator' ? step.inputs : step.alternatives.map(({ value }) => value);
    if (inputs.some((input) => guesses.has(input))) guesses.add(step.output);
  }
  return guesses;
}

function areSame(a: SymbolicType, b: SymbolicType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  const sizes = Object.keys(a) as (keyof typeof a)[];
  return sizes.every((name) => (name === ('of' as string) ? areSame(ofStack(a), ofStack(b)) : a[name] === b[name]));
}

function ofStack(type: SymbolicType): SymbolicType {
  return type.kind === 'stack' ? type.of : type;
}

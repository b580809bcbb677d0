import { createPool, type Expression, type ExpressionPool } from '../../cost/expression.ts';
import { createMemo } from '../../cost/memo.ts';
import { type Bounds, findSetting, rangeOf } from '../../cost/range.ts';
import { settingsOf } from '../../cost/settings.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import type { TensorDefinition } from '../../operators/operator.ts';
import type { SourceRange } from '../../source.ts';
import type { DecisionValue } from '../decision.ts';
import type { MergeStep, OperatorStep, SpaceDecision, Step, SymbolicArguments, SymbolicType } from '../space.ts';

import { guessesIn, type Mark, type Part, type Piece, type StatementHint, type Value } from './piece.ts';

/** A condition that reads more settings than this is not tried at all of them. */
const mostSettings = 4096;

/** Variables of a part begin at a multiple of so many: there is room for a few decisions more. */
const variablesOfPart = 16;

/** A space while it is built: the decisions, values and steps so far, and the condition under which what comes next is there. */
export class SpaceBuilder {
  readonly decisions: SpaceDecision[] = [];
  /** The index of each in `decisions` by its variable, with gaps. */
  readonly places: number[] = [];
  readonly values: SymbolicType[] = [];
  readonly steps: Step[] = [];
  /** The operators of `steps`, by the statement of the super-network's own list: see `endPart`. */
  readonly parts: (readonly OperatorStep[])[] = [];
  /** What the statements of `home` give, by the statement of the super-network's own list as well. */
  readonly hints: (readonly StatementHint[])[] = [];
  /** The super-network's file: editors show nothing behind statements of another one. */
  home: string | undefined;
  readonly inputs: { readonly name: string; readonly value: number }[] = [];
  readonly pool: ExpressionPool;
  /** That nothing flows was reported already. */
  starved = false;
  /** Statements elaborated so far, bodies without any, and experts that are joined: see `hasRoom`. */
  unrolled = 0;
  /** That they are too many was reported already, and no more are elaborated. */
  overflowed = false;
  /** What is elaborated now read more of the statements before it than the values that it names. */
  readsAround = false;
  /** Holds where the statement that is elaborated now is there. */
  condition: Expression;
  /** How many rows are sent to the expert that is elaborated now; undefined outside experts. */
  rows: Expression | undefined;
  #hints: StatementHint[] = [];
  readonly #decided = new Map<string, SpaceDecision>();
  /** The next decision's variable. */
  #free = 0;
  /** Under which condition each value is there. */
  readonly #present: Expression[] = [];
  /** Values behind an error, whose types are guesses. */
  readonly #uncertain = new Set<number>();
  /** Larger sizes are made of smaller ones, of which each is bounded once. */
  readonly #bounds: Bounds;
  readonly #searched: Map<Expression, ReadonlyMap<number, DecisionValue> | 'none' | 'unknown'>;

  /** A pool that served a space before may serve another. */
  constructor(pool?: ExpressionPool) {
    this.pool = pool ?? createPool(this.domainOf);
    this.condition = this.pool.constant(true);
    this.#bounds = this.pool.remember('bounds', () => new Map());
    this.#searched = this.pool.remember('settings found', () => new Map());
  }

  readonly domainOf = (variable: number): readonly DecisionValue[] => this.#decisionOf(variable)?.values ?? [];

  decide(decision: Omit<SpaceDecision, 'active' | 'variable'>): Expression {
    const variable = this.#free;
    this.add({ ...decision, active: this.condition, variable });
    return this.pool.decision(variable);
  }

  /** Takes a decision of another space, or of a version before, under its variable. */
  add(decision: SpaceDecision): void {
    this.places[decision.variable] = this.decisions.length;
    this.decisions.push(decision);
    this.#decided.set(decision.path, decision);
    this.#free = decision.variable + 1;
  }

  #decisionOf(variable: number): SpaceDecision | undefined {
    const place = this.places[variable];
    return place === undefined ? undefined : this.decisions[place];
  }

  decisionAt(path: string): SpaceDecision | undefined {
    return this.#decided.get(path);
  }

  value(type: SymbolicType, certain = true): number {
    this.values.push(type);
    this.#present.push(this.condition);
    const id = this.values.length - 1;
    if (!certain) this.#uncertain.add(id);
    return id;
  }

  input(name: string, type: SymbolicType): number {
    const value = this.value(type);
    this.inputs.push({ name, value });
    return value;
  }

  operator(use: {
    readonly operator: OperatorName;
    readonly path: string;
    readonly arguments: SymbolicArguments;
    readonly inputs: readonly number[];
    readonly type: SymbolicType;
    readonly source: SourceRange;
    readonly certain: boolean;
    readonly tensors: readonly TensorDefinition[];
    readonly precision?: Expression;
    readonly sparsity?: Expression;
    /** Where tensors are stored that are another operator's, by name. */
    readonly shared: ReadonlyMap<string, string>;
  }): number {
    const { type, certain, shared, ...step } = use;
    const output = this.value(type, certain && use.inputs.every((input) => this.certain(input)));
    const placed = use.tensors.map((tensor) => ({
      ...tensor,
      stored: shared.get(tensor.name) ?? `${use.path}.${tensor.name}`,
    }));
    const rows = this.rows === undefined ? {} : { rows: this.rows };
    const made: OperatorStep = {
      kind: 'operator',
      ...step,
      active: this.condition,
      output,
      ...rows,
      tensors: placed,
      isSharing: shared.size > 0,
      memo: createMemo(),
    };
    this.steps.push(made);
    return output;
  }

  /** One value out of several by condition; the last one is taken where no other is. The kinds are equal. */
  merge(alternatives: readonly { readonly when: Expression; readonly value: number }[]): number {
    const open = alternatives.filter(({ when }) => !isConstant(when, false));
    const last = open.at(-1) ?? alternatives.at(-1)!;
    const same = open.every(({ value }) => value === last.value);
    if (same) return last.value;
    const type = open
      .slice(0, -1)
      .reduceRight(
        (otherwise, { when, value }) => this.#either(when, this.values[value]!, otherwise),
        this.values[last.value]!,
      );
    const isCertain = open.every(({ value }) => this.certain(value));
    const output = this.value(isCertain ? type : this.#ofOneSize(type), isCertain);
    const settled = open.map((one) => (one === last ? { when: this.pool.constant(true), value: one.value } : one));
    const step: MergeStep = { kind: 'merge', active: this.condition, alternatives: settled, output };
    this.steps.push(step);
    return output;
  }

  /**
   * What flows on behind a statement that makes no sense, which is reported: a value that came before it, of one size
   * where that is an image of several. Whatever reads it is a guess as well, and nothing more is reported of it.
   */
  guess(value: number): number {
    const output = this.value(this.#ofOneSize(this.values[value]!), false);
    const alternatives = [{ when: this.pool.constant(true), value }];
    this.steps.push({ kind: 'merge', active: this.condition, alternatives, output });
    return output;
  }

  /** Sizes that differ by mistake would make all that follows depend on what they depend on. */
  #ofOneSize(type: SymbolicType): SymbolicType {
    if (type.kind !== 'image') return type;
    const largest = (size: Expression) =>
      size.kind === 'constant' ? size : this.pool.constant(this.rangeOf(size).high);
    return { ...type, height: largest(type.height), width: largest(type.width) };
  }

  /** Elaborates something that is there only where a condition holds as well. */
  under<Result>(condition: Expression, elaborate: () => Result): Result {
    const before = this.condition;
    this.condition = this.pool.apply('and', before, condition);
    try {
      return elaborate();
    } finally {
      this.condition = before;
    }
  }

  /** Elaborates an expert of a `route`, to which so many rows are sent. */
  routed<Result>(rows: Expression, elaborate: () => Result): Result {
    const before = this.rows;
    this.rows = rows;
    try {
      return elaborate();
    } finally {
      this.rows = before;
    }
  }

  hint(hint: StatementHint): void {
    if (hint.range.file === this.home) this.#hints.push(hint);
  }

  /** Ends a part of the space: what came since a mark, or the very arrays that held it before. */
  endPart(since: Mark, before?: Part): Part {
    this.#free = Math.ceil(this.#free / variablesOfPart) * variablesOfPart;
    const part = before ?? {
      operators: this.steps.slice(since.steps).filter((step) => step.kind === 'operator'),
      hints: this.#hints,
    };
    this.#hints = [];
    if (part.operators.length > 0) this.parts.push(part.operators);
    if (part.hints.length > 0) this.hints.push(part.hints);
    return part;
  }

  /** What has been built so far. */
  get mark(): Mark {
    const { decisions, values, steps } = this;
    return { decisions: decisions.length, variables: this.#free, values: values.length, steps: steps.length };
  }

  /** What was built since. */
  since(mark: Mark): Piece {
    const decisions = this.decisions.slice(mark.decisions);
    const values = this.values.slice(mark.values).map((type, i) => this.valueAt(mark.values + i, type));
    return { at: mark, decisions, values, steps: this.steps.slice(mark.steps) };
  }

  /** What is known of a value. */
  valueAt(value: number, type = this.values[value]!): Value {
    return { type, present: this.#present[value]!, certain: this.certain(value) };
  }

  /** Builds again what was built before, at the very place that its numbers say, over values of which some are guesses. */
  put(piece: Piece, guesses: ReadonlySet<number>): void {
    const { decisions, values, steps } = piece;
    const behind = guesses.size === 0 ? guesses : guessesIn(piece, guesses);
    for (const { type, present, certain } of values) {
      this.values.push(type);
      this.#present.push(present);
      const id = this.values.length - 1;
      if (!certain || behind.has(id)) this.#uncertain.add(id);
    }
    for (const decision of decisions) this.add(decision);
    for (const step of steps) this.steps.push(step);
  }

  certain(value: number): boolean {
    return !this.#uncertain.has(value);
  }

  /** The condition under which a value is there although what is elaborated now is, or undefined where it always is. */
  absence(value: number): Expression | undefined {
    const present = this.#present[value]!;
    const absent = this.pool.apply('and', this.condition, this.pool.apply('not', present));
    return this.counterexample(absent) === 'none' ? undefined : present;
  }

  /**
   * Settings at which a condition holds, as variable -> value; 'none', or 'unknown' where it reads too many
   * decisions to try them all and intervals do not rule it out either.
   */
  counterexample(condition: Expression): ReadonlyMap<number, DecisionValue> | 'none' | 'unknown' {
    if (isConstant(condition, false)) return 'none';
    const before = this.#searched.get(condition);
    if (before !== undefined) return before;
    const found = this.#search(condition);
    this.#searched.set(condition, found);
    return found;
  }

  #search(condition: Expression): ReadonlyMap<number, DecisionValue> | 'none' | 'unknown' {
    if (condition.table === undefined && this.rangeOf(condition, 0).high === 0) return 'none';
    // Where not all can be tried, a few may still show a mistake while the file is being written.
    const tried = settingsOf(condition, this.domainOf) > mostSettings ? 256 : mostSettings;
    const found = findSetting(condition, this.domainOf, (value) => value === true, tried);
    return found === 'too many' ? 'unknown' : found;
  }

  /** Smallest and largest value; bounds where there are more settings than are tried. */
  rangeOf(expression: Expression, settings?: number): { readonly low: number; readonly high: number } {
    return rangeOf(expression, this.domainOf, settings, this.#bounds);
  }

  nameOf = (variable: number): string => this.#decisionOf(variable)?.path ?? `decision ${variable}`;

  #either(when: Expression, yes: SymbolicType, no: SymbolicType): SymbolicType {
    const size = (a: Expression, b: Expression) => this.pool.apply('if', when, a, b);
    if (yes.kind === 'image' && no.kind === 'image') {
      const channels = size(yes.channels, no.channels);
      return { kind: 'image', channels, height: size(yes.height, no.height), width: size(yes.width, no.width) };
    }
    if (yes.kind === 'sequence' && no.kind === 'sequence') {
      return { kind: 'sequence', length: size(yes.length, no.length), width: size(yes.width, no.width) };
    }
    if (yes.kind === 'vector' && no.kind === 'vector') return { kind: 'vector', width: size(yes.width, no.width) };
    if (yes.kind === 'tokens' && no.kind === 'tokens') return { kind: 'tokens', length: size(yes.length, no.length) };
    if (yes.kind === 'graph' && no.kind === 'graph') {
      const edges = size(yes.edges, no.edges);
      return { kind: 'graph', nodes: size(yes.nodes, no.nodes), edges, width: size(yes.width, no.width) };
    }
    if (yes.kind === 'stack' && no.kind === 'stack') {
      const of = this.#either(when, yes.of, no.of) as typeof yes.of;
      return { kind: 'stack', count: size(yes.count, no.count), of };
    }
    return yes;
  }
}

export function isConstant(expression: Expression, value: boolean | number | string): boolean {
  return expression.kind === 'constant' && expression.value === value;
}

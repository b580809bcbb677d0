import type { AstNode } from 'langium';
import { createPool, type ExpressionPool } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Elaborated, Surroundings } from '../../memory.ts';
import type { SourceRange } from '../../source.ts';
import { SpaceBuilder } from './builder.ts';
import type { Context } from './context.ts';
import { sameCompression, sameMeaning } from './meaning.ts';
import { Pairs } from './pairs.ts';
import { areAlike } from './piece.ts';
import { add, move, mover, type Recording, record, renumber, takesGuesses } from './recording.ts';
import { mostStatements } from './room.ts';
import { elaborateStatement } from './statement.ts';

type Elaborate = typeof elaborateStatement;
type Statement = Parameters<Elaborate>[1];

/** What an elaboration takes from the ones before it. */
export interface Replaying {
  readonly builder: SpaceBuilder;
  /** Elaborates a statement of the super-network's own list, or puts it in place again. */
  readonly elaborate: Elaborate;
}

/** What has become of the text since something was elaborated. */
export interface Past {
  /** Number of the compilation. */
  readonly now: number;
  /** Whether a node holds something new since. */
  hasChanged(node: AstNode, since: number): boolean;
  readonly file: string;
  /** Where the lines of the file are now; undefined where none has moved, 'unknown' where that was too long ago. */
  linesSince(then: number): ((line: number) => number) | undefined | 'unknown';
}

/** While a line is written a statement below it has few surroundings in turn: with an error above, and without. */
const mostRecordings = 4;

/** A pool keeps all that it ever made: it is given up at so many times its size when it was new. */
const mostGrowth = 4;
const leastSize = 4000;

/**
 * The statements of one super-network as they were elaborated before, to be put in place again where nothing that they
 * see has changed: then only the numbers of their values and their lines are others. Only statements of the
 * super-network's own list are kept, since an edit reaches few of these, and only those of which nothing is reported.
 */
export class Replay {
  readonly #past: Past;
  #recordings = new WeakMap<AstNode, readonly Recording[]>();
  #around: Surroundings | undefined;
  #builder = new SpaceBuilder();
  #pool: ExpressionPool | undefined;
  #newSize = 0;
  /** What the last elaboration is made of. */
  #placed: Recording[] = [];

  constructor(past: Past) {
    this.#past = past;
  }

  /** For one more elaboration; recordings stay where the names around the super-network are the same. */
  begin(around: Surroundings): Replaying {
    const size = this.#pool?.size ?? Number.POSITIVE_INFINITY;
    if (around.names !== this.#around?.names || size > Math.max(leastSize, mostGrowth * this.#newSize)) {
      this.#recordings = new WeakMap();
      this.#pool = undefined;
      this.#newSize = 0;
    }
    this.#around = around;
    this.#placed = [];
    // Expressions of one pool ask for the domains of the space that is built now.
    this.#pool ??= createPool((index) => this.#builder.domainOf(index));
    this.#builder = new SpaceBuilder(this.#pool);
    return { builder: this.#builder, elaborate: this.#elaborate };
  }

  /** To be called when the super-network is elaborated. */
  end(): void {
    if (this.#newSize === 0) this.#newSize = this.#pool?.size ?? 0;
  }

  /**
   * Moves all that was elaborated in the compilation before, of which only lines have moved, to where they are now; false
   * where it has to be elaborated again: what is reported has places as well.
   */
  follow({ space, hints, diagnostics }: Elaborated): boolean {
    const { now, file } = this.#past;
    const lineNow = this.#past.linesSince(now - 1);
    if (lineNow === 'unknown' || space === undefined || space.weights !== undefined) return false;
    if (diagnostics.length > 0) return false;
    if (lineNow === undefined) return true;
    const moveOne = mover(lineNow, file);
    const moved = new Set<SourceRange>();
    const moveOnce = (range: SourceRange) => {
      if (!moved.has(range)) moveOne(range);
      moved.add(range);
    };
    for (const recording of this.#placed) {
      move(recording, moveOnce, lineNow);
      recording.at = now;
    }
    moveOnce(space.source);
    for (const { source } of space.decisions) moveOnce(source);
    for (const step of space.steps) if (step.kind === 'operator') moveOnce(step.source);
    for (const part of hints) for (const { range } of part) moveOnce(range);
    return true;
  }

  readonly #elaborate: Elaborate = (context, statement, flow, beforeBatchnorm) => {
    if (flow === undefined || !isKept(statement)) {
      const mark = context.builder.mark;
      const output = elaborateStatement(context, statement, flow, beforeBatchnorm);
      context.builder.endPart(mark);
      return output;
    }
    const { now } = this.#past;
    const before = this.#recordings.get(statement) ?? [];
    const known = this.#past.hasChanged(statement, before[0]?.at ?? now) ? [] : before;
    for (const recording of known) {
      const again = this.#repeat(recording, context, flow, beforeBatchnorm);
      if (!again) continue;
      if (recording !== known[0])
        this.#recordings.set(statement, [recording, ...known.filter((one) => one !== recording)]);
      this.#placed.push(recording);
      return recording.output;
    }
    const { recording, output } = record(now, context, statement, flow, beforeBatchnorm);
    if (recording !== undefined) {
      this.#recordings.set(statement, [recording, ...known].slice(0, mostRecordings));
      this.#placed.push(recording);
    }
    return output;
  };

  #isThere(block: Ast.Block, since: number): boolean {
    if (this.#past.hasChanged(block, since)) return false;
    return block.$container.$type !== 'File' || this.#around?.blocks.has(block) === true;
  }

  /** Puts a recording in place; false where something around it is not as it was. */
  #repeat(before: Recording, context: Context, flow: number, beforeBatchnorm: boolean): boolean {
    const { builder, scope, segment } = context;
    const mark = builder.mark;
    const { at, decisions } = before.piece;
    if (before.beforeBatchnorm !== beforeBatchnorm) return false;
    if (decisions.length > 0 && at.variables !== mark.variables) return false;
    if (builder.unrolled + before.unrolled > mostStatements) return false;
    if (!sameCompression(before.compression.precision, context.precision)) return false;
    if (!sameCompression(before.compression.sparsity, context.sparsity)) return false;
    for (const block of before.added.called) if (!this.#isThere(block, before.at)) return false;
    const lineNow = this.#past.linesSince(before.at);
    if (lineNow === 'unknown') return false;
    const values = new Pairs();
    const guesses = new Set<number>();
    const isSame = (was: number, is: number) => {
      const [then, now] = [before.read.get(was)!, builder.valueAt(is)];
      if (!values.add(was, is) || !areAlike(then, now)) return false;
      if (now.certain) return then.certain;
      if (then.certain) guesses.add(is);
      return true;
    };
    if (!isSame(before.flow, flow)) return false;
    for (const [name, was] of before.scope.found) {
      const is = scope.own(name);
      if (was?.elastic !== is?.elastic || (was === undefined) !== (is === undefined)) return false;
      if (was !== undefined && !sameMeaning(was.meaning, is!.meaning, isSame)) return false;
    }
    if (guesses.size > 0) {
      before.takesGuesses ??= takesGuesses(before, builder);
      if (!before.takesGuesses) return false;
    }
    for (const name of before.scope.declared.keys()) if (scope.own(name) !== undefined) return false;
    for (const { path } of decisions) if (builder.decisionAt(path) !== undefined) return false;
    if (!segment.takeAgain(before.segment)) return false;
    const grown = mark.values - at.values;
    const value = (id: number) => (id >= at.values ? id + grown : values.of(id));
    if (grown !== 0 || values.haveMoved) renumber(before, value);
    if (lineNow !== undefined) move(before, mover(lineNow, this.#past.file), lineNow);
    before.at = this.#past.now;
    before.flow = flow;
    before.piece = { ...before.piece, at: mark };
    builder.put(before.piece, guesses);
    builder.endPart(mark, before.part);
    builder.unrolled += before.unrolled;
    for (const [path, meaning] of before.labels) context.labels.set(path, meaning);
    for (const [name, { meaning, source, elastic }] of before.scope.declared) {
      scope.declare(name, meaning, source, elastic);
    }
    add(before.added, context);
    return true;
  }
}

/** Those that only declare something are made anew: it is no work. */
const unkept: ReadonlySet<string> = new Set(['Block', 'Input', 'Constant', 'Elastic', 'Weights']);

function isKept(statement: Statement): boolean {
  return !unkept.has(statement.$type);
}

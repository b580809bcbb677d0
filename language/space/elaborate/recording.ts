import type { Mutable } from 'langium';
import type { SourceRange } from '../../source.ts';
import type { SpaceBuilder } from './builder.ts';
import type { Context, Flow } from './context.ts';
import { shiftMeaning, valuesOf } from './meaning.ts';
import { hasSizes } from './operator-call.ts';
import { type Part, type Piece, renumberStep, type Value } from './piece.ts';
import { Problems } from './problems.ts';
import type { Entry, Meaning, ScopeUse } from './scope.ts';
import type { SegmentUse } from './segment.ts';
import { elaborateStatement } from './statement.ts';

/** What a statement added to its context. */
type Added = Pick<Context, 'declared' | 'used' | 'called' | 'reached'>;

/**
 * A statement as it was elaborated: what it saw around it, and what came of it. Where its lines move or its values get
 * other numbers, it changes in place: what is worked out of its parts stays with them, and most of them live for long.
 */
export interface Recording {
  at: number;
  flow: number;
  readonly beforeBatchnorm: boolean;
  readonly compression: Pick<Context, 'precision' | 'sparsity'>;
  /** What was known of the values before it that it could read: what flows in, and those behind the names it found. */
  read: ReadonlyMap<number, Value>;
  readonly scope: ScopeUse;
  readonly segment: SegmentUse;
  labels: readonly (readonly [path: string, meaning: Meaning])[];
  readonly added: Added;
  piece: Piece;
  /** The operators of the piece, and what it shows. */
  readonly part: Part;
  /** Whether guesses that flow in give the same, as guesses; undefined until that is asked. */
  takesGuesses: boolean | undefined;
  readonly unrolled: number;
  output: Flow;
}

/** Elaborates a statement; there is no recording of one of which something is reported, or which reads what is around it. */
export function record(
  at: number,
  context: Context,
  statement: Parameters<typeof elaborateStatement>[1],
  flow: number,
  beforeBatchnorm: boolean,
): { readonly recording?: Recording; readonly output: Flow } {
  const { builder, scope, segment, labels } = context;
  const mark = builder.mark;
  const { unrolled } = builder;
  const added: Added = { declared: new Map(), used: new Set(), called: new Set(), reached: new Map() };
  const problems = new Problems();
  const scopeUse: ScopeUse = { found: new Map(), declared: new Map() };
  const segmentUse: SegmentUse = { numbered: [], claimed: [] };
  const labelUse: [string, Meaning][] = [];
  builder.readsAround = false;
  scope.use = scopeUse;
  segment.use = segmentUse;
  labels.use = labelUse;
  const output = elaborateStatement({ ...context, ...added, problems }, statement, flow, beforeBatchnorm);
  for (const used of [scope, segment, labels]) used.use = undefined;
  add(added, context);
  for (const diagnostic of problems.diagnostics) context.problems.add(diagnostic);
  const part = builder.endPart(mark);
  if (problems.diagnostics.length > 0 || builder.readsAround || builder.overflowed) return { output };
  const read = new Map<number, Value>();
  const found = [...scopeUse.found.values()].flatMap((entry) => (entry === undefined ? [] : valuesOf(entry.meaning)));
  for (const value of [flow, ...found]) read.set(value, builder.valueAt(value));
  const { precision, sparsity } = context;
  const recording: Recording = {
    at,
    flow,
    beforeBatchnorm,
    compression: { ...(precision && { precision }), ...(sparsity && { sparsity }) },
    read,
    scope: scopeUse,
    segment: segmentUse,
    labels: labelUse,
    added,
    piece: builder.since(mark),
    part,
    takesGuesses: undefined,
    unrolled: builder.unrolled - unrolled,
    output,
  };
  return { recording, output };
}

export function add({ declared, used, called, reached }: Added, context: Context): void {
  for (const [node, range] of declared) context.declared.set(node, range);
  for (const node of used) context.used.add(node);
  for (const block of called) context.called.add(block);
  for (const [node, { file, yes, no }] of reached) {
    const known = context.reached.get(node);
    context.reached.set(node, { file, yes: yes || known?.yes === true, no: no || known?.no === true });
  }
}

/**
 * Whether a statement of which nothing was to be reported is the same behind an error, where its operators are not
 * checked: an output without sizes would not be taken, and experts would not be joined.
 */
export function takesGuesses({ piece }: Recording, builder: SpaceBuilder): boolean {
  const isRouted = piece.steps.some((step) => step.kind === 'operator' && step.operator === 'router');
  return !isRouted && piece.values.every(({ type }) => hasSizes(builder, type));
}

/** Gives the values of a recording other numbers. */
export function renumber(recording: Recording, value: (value: number) => number): void {
  const { scope, piece } = recording;
  for (const entries of [scope.found, scope.declared] as Map<string, Entry | undefined>[]) {
    for (const [name, entry] of entries) {
      if (entry !== undefined) entries.set(name, { ...entry, meaning: shiftMeaning(entry.meaning, value) });
    }
  }
  recording.labels = recording.labels.map(([path, meaning]) => [path, shiftMeaning(meaning, value)]);
  recording.read = new Map([...recording.read].map(([id, known]) => [value(id), known]));
  if (recording.output !== undefined) recording.output = value(recording.output);
  for (const step of piece.steps) renumberStep(step, value);
}

/** Moves the places of a recording in this file to where their lines are now. */
export function move(recording: Recording, moveRange: (range: SourceRange) => void, lineNow: (line: number) => number) {
  const { scope, segment, added, piece, part } = recording;
  for (const { source } of scope.declared.values()) moveRange(source);
  for (const claim of segment.claimed) claim.line = lineNow(claim.line);
  for (const range of added.declared.values()) moveRange(range);
  for (const { range } of part.hints) moveRange(range);
  for (const { source } of piece.decisions) moveRange(source);
  for (const step of piece.steps) if (step.kind === 'operator') moveRange(step.source);
}

/** Moves a place in place. */
export function mover(lineNow: (line: number) => number, file: string): (range: SourceRange) => void {
  return (range: Mutable<SourceRange>) => {
    if (range.file !== file) return;
    range.line = lineNow(range.line);
    range.endLine = lineNow(range.endLine);
  };
}

import type { AstNode } from 'langium';
import type { Hint } from './compilation.ts';
import type * as Ast from './generated/syntax/ast.ts';
import { type Parsed, parse } from './parse/parse.ts';
import type { Reparsed } from './parse/reparse.ts';
import type { Diagnostic } from './source.ts';
import { type DeclarationMentions, type Keep, type Mentions, mentionsOf } from './space/elaborate/mentions.ts';
import { type Past, Replay, type Replaying } from './space/elaborate/replay.ts';
import type { Space } from './space/space.ts';

/** A super-network as it was elaborated, with all that was reported of it. */
export interface Elaborated {
  readonly space?: Space | undefined;
  readonly hints: readonly (readonly Hint[])[];
  readonly diagnostics: readonly Diagnostic[];
  /** Blocks that it is made of. */
  readonly called: ReadonlySet<Ast.Block>;
}

/** What a super-network sees around it: while that is the same, only its own text and its blocks' can change it. */
export interface Surroundings {
  readonly names: string;
  readonly blocks: ReadonlySet<Ast.Block>;
  readonly maps: readonly Ast.WeightsMap[];
}

interface Kept extends Elaborated {
  readonly names: string;
  readonly maps: readonly Ast.WeightsMap[];
}

interface KeptMentions {
  readonly at: number;
  readonly made: DeclarationMentions;
  /** The names among which nothing was wrong with it. */
  readonly rightAmong: string | undefined;
}

/** Lines from `from` on have moved by so many in a compilation. */
interface Move {
  readonly at: number;
  readonly from: number;
  readonly by: number;
}

const mostMoves = 64;

/** What the compilations of one file leave for the next one: super-networks that an edit did not reach, and statements. */
export class Memory {
  readonly #imports = new Map<string, { readonly text: string; readonly parsed: Parsed }>();
  #kept = new Map<Ast.Supernet, Kept>();
  #edit: Omit<Reparsed, 'parsed'> = { touched: undefined, moved: { from: 1, by: 0 } };
  #next = new Map<Ast.Supernet, Kept>();

  /** Number of the compilation; none before what is kept is asked for again. */
  #now = 0;
  /** In which compilation a node last held something new. */
  readonly #changed = new WeakMap<AstNode, number>();
  #moves: Move[] = [];
  /** What moved in it and before is forgotten. */
  #forgotten = 0;
  readonly #replays = new WeakMap<Ast.Supernet, Replay>();

  readonly #statements = new WeakMap<AstNode, { readonly at: number; readonly made: Mentions }>();
  readonly #mentions = new WeakMap<AstNode, KeptMentions>();

  readonly #past: Past;

  constructor(file: string) {
    const now = () => this.#now;
    this.#past = {
      file,
      get now() {
        return now();
      },
      hasChanged: (node, since) => (this.#changed.get(node) ?? 0) > since,
      linesSince: (then) => this.#linesSince(then),
    };
  }

  /** To be called before each compilation, with what its tree has kept of the one before. */
  begin(edit: Omit<Reparsed, 'parsed'>): void {
    this.#kept = this.#next;
    this.#next = new Map();
    this.#edit = edit;
    this.#now += 1;
    for (const node of edit.touched ?? []) this.#changed.set(node, this.#now);
    if (edit.moved.by !== 0) this.#moves.push({ at: this.#now, ...edit.moved });
    if (this.#moves.length > mostMoves) this.#forgotten = this.#moves.shift()!.at;
  }

  /** An imported file, parsed once for each text. */
  parse(text: string, file: string): Parsed {
    const known = this.#imports.get(file);
    if (known?.text === text) return known.parsed;
    const parsed = parse(text, file);
    this.#imports.set(file, { text, parsed });
    return parsed;
  }

  /**
   * What a declaration mentions, checked where it holds something new or the names around it are others, or where the
   * check found something before.
   */
  mentions(
    node: Ast.Declaration,
    names: string,
    isRight: (mentions: DeclarationMentions) => boolean,
  ): DeclarationMentions {
    const before = this.#mentions.get(node);
    const known = before !== undefined && !this.#past.hasChanged(node, before.at) ? before : undefined;
    const made = known?.made ?? mentionsOf(node, this.#keep);
    if (known?.rightAmong === names) return made;
    this.#mentions.set(node, { at: this.#now, made, rightAmong: isRight(made) ? names : undefined });
    return made;
  }

  readonly #keep: Keep<Mentions> = (node, make) => {
    const known = this.#statements.get(node);
    if (known !== undefined && !this.#past.hasChanged(node, known.at)) return known.made;
    const made = make();
    this.#statements.set(node, { at: this.#now, made });
    return made;
  };

  /** A super-network as it was, where nothing that it depends on has changed; otherwise what `elaborate` gives. */
  elaborated(
    node: Ast.Supernet,
    around: Surroundings,
    elaborate: (replay: Replaying | undefined) => Elaborated,
  ): Elaborated {
    const kept = this.#kept.get(node);
    const hasMoved = this.#edit.moved.by !== 0;
    const isUnchanged = kept !== undefined && this.#isUnchanged(node, kept, around);
    const isKept = isUnchanged && (!hasMoved || this.#replays.get(node)?.follow(kept) === true);
    const elaborated = isKept ? kept : this.#elaborate(node, around, elaborate);
    this.#next.set(node, { ...elaborated, names: around.names, maps: around.maps });
    return elaborated;
  }

  #elaborate(
    node: Ast.Supernet,
    around: Surroundings,
    elaborate: (replay: Replaying | undefined) => Elaborated,
  ): Elaborated {
    // A text that is compiled once has nothing to repeat.
    if (this.#now === 0) return elaborate(undefined);
    const replay = this.#replays.get(node) ?? new Replay(this.#past);
    this.#replays.set(node, replay);
    const elaborated = elaborate(replay.begin(around));
    replay.end();
    return elaborated;
  }

  #linesSince(then: number): ReturnType<Past['linesSince']> {
    if (then < this.#forgotten) return 'unknown';
    const moves = this.#moves.filter(({ at }) => at > then);
    if (moves.length === 0) return undefined;
    return (line) => moves.reduce((now, { from, by }) => (now < from ? now : now + by), line);
  }

  #isUnchanged(node: Ast.Supernet, kept: Kept, around: Surroundings): boolean {
    const { touched } = this.#edit;
    const isSame = (one: AstNode) => touched !== undefined && !touched.has(one);
    if (!isSame(node) || kept.names !== around.names || kept.maps.length !== around.maps.length) return false;
    if (!around.maps.every((map, i) => map === kept.maps[i] && isSame(map))) return false;
    for (const block of kept.called) {
      if (!isSame(block) || (block.$container.$type === 'File' && !around.blocks.has(block))) return false;
    }
    return true;
  }
}

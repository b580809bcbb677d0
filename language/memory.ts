import type { AstNode } from 'langium';
import type { Hint } from './compilation.ts';
import type * as Ast from './generated/syntax/ast.ts';
import { type Parsed, parse } from './parse/parse.ts';
import type { Reparsed } from './parse/reparse.ts';
import type { Diagnostic, SourceRange } from './source.ts';
import type { Space } from './space/space.ts';

/** A super-network as it was elaborated, with all that was reported of it. */
export interface Elaborated {
  readonly space?: Space | undefined;
  readonly hints: readonly Hint[];
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

/** What the compilations of one file leave for the next one: super-networks that an edit did not reach. */
export class Memory {
  readonly #file: string;
  readonly #imports = new Map<string, { readonly text: string; readonly parsed: Parsed }>();
  #kept = new Map<Ast.Supernet, Kept>();
  #edit: Omit<Reparsed, 'parsed'> = { touched: undefined, moved: { from: 1, by: 0 } };
  #next = new Map<Ast.Supernet, Kept>();

  /** Declarations of which nothing was to be reported, by the names that they saw. */
  readonly #sound = new WeakMap<AstNode, string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** To be called before each compilation, with what its tree has kept of the one before. */
  begin(edit: Omit<Reparsed, 'parsed'>): void {
    this.#kept = this.#next;
    this.#next = new Map();
    this.#edit = edit;
  }

  /** An imported file, parsed once for each text. */
  parse(text: string, file: string): Parsed {
    const known = this.#imports.get(file);
    if (known?.text === text) return known.parsed;
    const parsed = parse(text, file);
    this.#imports.set(file, { text, parsed });
    return parsed;
  }

  /** Checks a declaration, unless it is the one that was sound before. `check` tells whether it is. */
  unlessSound(node: AstNode, names: string, check: () => boolean): void {
    const { touched } = this.#edit;
    if (touched !== undefined && !touched.has(node) && this.#sound.get(node) === names) return;
    if (check()) this.#sound.set(node, names);
    else this.#sound.delete(node);
  }

  /** A super-network as it was, where nothing that it depends on has changed; otherwise what `elaborate` gives. */
  elaborated(node: Ast.Supernet, around: Surroundings, elaborate: () => Elaborated): Elaborated {
    const kept = this.#kept.get(node);
    const moved = kept && this.#isUnchanged(node, kept, around) ? this.#moved(kept) : undefined;
    const elaborated = moved ?? elaborate();
    this.#next.set(node, { ...elaborated, names: around.names, maps: around.maps });
    return elaborated;
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

  /** With its places where they are now; undefined where messages may name lines that have moved. */
  #moved(kept: Kept): Elaborated | undefined {
    const { from, by } = this.#edit.moved;
    if (by === 0) return kept;
    if (kept.diagnostics.length > 0 || kept.space?.weights !== undefined) return undefined;
    const place = <Range extends SourceRange>(range: Range): Range =>
      range.file !== this.#file || range.line < from
        ? range
        : { ...range, line: range.line + by, endLine: range.endLine + by };
    const { space } = kept;
    if (space === undefined) return kept;
    const steps = new Map(
      space.steps.map((step) => [step, step.kind === 'operator' ? { ...step, source: place(step.source) } : step]),
    );
    const decisions = space.decisions.map((decision) => ({ ...decision, source: place(decision.source) }));
    const there: Space = { ...space, source: place(space.source), decisions, steps: [...steps.values()] };
    const hints = kept.hints.map((hint) => ({
      ...hint,
      range: place(hint.range),
      space: there,
      steps: hint.steps.map((step) => steps.get(step) as typeof step),
    }));
    return { ...kept, space: there, hints };
  }
}

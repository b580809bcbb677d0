import type { CstNode } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import { labelsOf } from '../space/elaborate/declaration.ts';
import { Segment } from '../space/elaborate/segment.ts';
import type { FileWalk } from './file-walk.ts';
import type { Binding } from './name-scope.ts';
import type { OccurrenceForm } from './symbol.ts';

/** One name that may come next in a decision's path. */
export interface PathStep {
  readonly name: string;
  /** What it names; a repeat without a label and a shortcut name nothing. */
  readonly binding: Binding | undefined;
  readonly form: OccurrenceForm;
  /** Names that may follow; none behind a decision. */
  readonly inside: () => readonly PathStep[];
}

/** The names that a path into a body may begin with: decisions, and segments that hold more. */
export function stepsOf(walk: FileWalk, list: StatementList | undefined): readonly PathStep[] {
  return list === undefined ? [] : new Steps(walk, list).all();
}

type StatementList = Pick<Ast.Body, 'statements'>;

/** The names that may follow a label. */
export function stepsInside({ walk, node }: Binding): readonly PathStep[] {
  return node.$type === 'Labelled' ? insideLabelled(walk, node as Ast.Labelled) : [];
}

/** Notes every name that leads to a decision, as far as it is known; gives the last one where all of them are. */
export function referAlong(
  walk: FileWalk,
  names: readonly { readonly name: string; readonly place: CstNode | undefined }[],
  steps: readonly PathStep[],
): PathStep | undefined {
  let open = steps;
  let last: PathStep | undefined;
  for (const { name, place } of names) {
    last = open.find((one) => one.name === name);
    if (last === undefined) return undefined;
    if (last.binding !== undefined) walk.refer(last.binding, place, last.form);
    open = last.inside();
  }
  return last;
}

/** What declares the decisions to which paths lead, each once. */
export function decisionsAmong(steps: readonly PathStep[]): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  // A block that is called twice, or calls itself, has nothing new the second time.
  const seen = new Set<Binding>();
  const visit = (open: readonly PathStep[]): void => {
    for (const { binding, inside } of open) {
      if (binding?.symbol.kind === 'decision') found.add(binding);
      if (binding !== undefined) {
        if (seen.has(binding)) continue;
        seen.add(binding);
      }
      visit(inside());
    }
  };
  visit(steps);
  return found;
}

const nothing = () => [];

/** Collects the names of one segment; what makes no segment of its own adds to those around it. */
class Steps {
  readonly #walk: FileWalk;
  readonly #segment = new Segment();
  readonly #list: StatementList;
  readonly #found: PathStep[] = [];

  constructor(walk: FileWalk, list: StatementList) {
    this.#walk = walk;
    this.#list = list;
  }

  all(): readonly PathStep[] {
    this.#segment.reserve(labelsOf(this.#list));
    this.#addList(this.#list);
    return this.#found;
  }

  #addList(list: StatementList | undefined): void {
    for (const statement of list?.statements ?? []) this.#addStatement(statement);
  }

  /** What is declared under its own name. */
  #add(binding: Binding | undefined, inside: PathStep['inside']): void {
    if (binding !== undefined) this.#found.push({ name: binding.symbol.name, binding, form: 'plain', inside });
  }

  #addStatement(node: Ast.Statement | Ast.If): void {
    const declared = this.#walk.declared.get(node);
    switch (node.$type) {
      case 'Elastic':
        this.#add(declared, nothing);
        return;
      case 'Labelled':
        this.#add(declared, () => insideLabelled(this.#walk, node));
        return;
      case 'Call': {
        const callee = this.#walk.calls.get(node);
        const name = this.#segment.number(node.operator ?? '');
        const inside = () => insideCall(this.#walk, node);
        if (callee !== undefined) this.#found.push({ name, binding: callee, form: 'segment', inside });
        return;
      }
      case 'Repeat': {
        const inside = () => stepsOf(this.#walk, node.body);
        this.#found.push({ name: this.#segment.number('repeat'), binding: undefined, form: 'plain', inside });
        return;
      }
      case 'Route': {
        const inside = () => stepsOf(this.#walk, node.body);
        this.#found.push({ name: this.#segment.number('route'), binding: undefined, form: 'plain', inside });
        return;
      }
      case 'Residual':
        this.#addResidual(node);
        return;
      case 'If':
        this.#addList(node.then);
        this.#addList(node.else);
        if (node.elseIf !== undefined) this.#addStatement(node.elseIf);
        return;
      case 'Branch':
        this.#addPaths(node.paths);
        return;
      case 'Choose':
        this.#add(declared, nothing);
        this.#addPaths(node.paths);
        return;
    }
  }

  #addResidual({ body, shortcut }: Ast.Residual): void {
    this.#addList(body);
    if (shortcut === undefined) return;
    const inside = () => stepsOf(this.#walk, shortcut);
    this.#found.push({ name: this.#segment.number('shortcut'), binding: undefined, form: 'plain', inside });
  }

  #addPaths(paths: readonly Ast.Path[]): void {
    for (const path of paths) {
      this.#segment.number(path.name ?? '');
      this.#add(this.#walk.declared.get(path), () => stepsOf(this.#walk, path.body));
    }
  }
}

function insideCall(walk: FileWalk, node: Ast.Call): readonly PathStep[] {
  const callee = walk.calls.get(node);
  if (callee?.node.$type !== 'Block') return [];
  return stepsOf(callee.walk, (callee.node as Ast.Block).body);
}

function insideLabelled(walk: FileWalk, { body, statement, nested }: Ast.Labelled): readonly PathStep[] {
  if (body !== undefined) return stepsOf(walk, body);
  const inner = statement ?? nested;
  if (inner === undefined) return [];
  if (inner.$type === 'Call') return insideCall(walk, inner);
  if (inner.$type === 'Repeat' || inner.$type === 'Route') return stepsOf(walk, inner.body);
  // What makes no segment stands in its label's: its names follow the label.
  return stepsOf(walk, { statements: [inner] });
}

import {
  type Compilation,
  costsAt,
  costTerms,
  type DecisionValue,
  evaluator,
  type Genome,
  largest,
  type NameSymbol,
  type Space,
  type SpaceDecision,
} from '../../language/index.ts';
import { prefixFor, significant } from '../figures.ts';
import { code } from './code.ts';

const mostRows = 8;

/** A decision's text, how many of it there are, and what each of its values costs; undefined where no space has it. */
export function describeDecision(compilation: Compilation, symbol: NameSymbol, text: string): string | undefined {
  const found = decisionsOf(compilation, symbol);
  const [first] = found?.decisions ?? [];
  if (!found || !first) return undefined;
  const { space, decisions } = found;
  const last = decisions.at(-1)!;
  const { line, column, endLine, endColumn } = first.source;
  const lines = text.split('\n');
  const declared = (lines[line - 1] ?? '').slice(column - 1, line === endLine ? endColumn - 1 : undefined).trim();
  const which =
    decisions.length === 1
      ? `One decision: \`${first.path}\`.`
      : `${decisions.length} decisions: \`${first.path}\` to \`${last.path}\`.`;
  const usual = `Default ${first.values[first.default]}.`;
  const isWhole = decisions.length === 1 || closesSomething(space, first);
  const whose = isWhole ? 'Cost of the whole network' : `Cost of what reads \`${first.path}\``;
  return [
    code(declared),
    `${which} ${usual}`,
    costTable(space, first, isWhole),
    `*${whose}, all else at its largest.*`,
  ].join('\n\n');
}

/** The decisions that a declaration makes, in the first super-network that has some. */
function decisionsOf(
  compilation: Compilation,
  { name, extent }: NameSymbol,
): { space: Space; decisions: readonly SpaceDecision[] } | undefined {
  for (const space of compilation.spaces) {
    const decisions = space.decisions.filter(
      ({ name: own, source }) => own === name && source.file === extent.file && source.line === extent.line,
    );
    if (decisions.length > 0) return { space, decisions };
  }
  return undefined;
}

/** A row a value: of many values the ends, the default and how many more there are. */
function costTable(space: Space, decision: SpaceDecision, isWhole: boolean): string {
  const rows = decision.values.map((value, index) => ({ value, costs: costsWith(space, decision, index, isWhole) }));
  const [macs, params] = (['macs', 'params'] as const).map((metric) => {
    const most = Math.max(...rows.map(({ costs }) => costs[metric]));
    const { factor, prefix } = prefixFor(most);
    return {
      unit: prefix ? `, ${prefix}` : '',
      show: (row: (typeof rows)[number]) => significant(row.costs[metric] / factor, 3),
    };
  });
  const shown = rows.length <= mostRows ? rows : rows.filter((_, index) => isTelling(decision, index));
  const line = (row: (typeof rows)[number]) => `| ${row.value} | ${macs!.show(row)} | ${params!.show(row)} |`;
  const more = rows.length > shown.length ? [`| ${rows.length - shown.length} more | | |`] : [];
  const head = [`| ${decision.name} | MACs${macs!.unit} | Params${params!.unit} |`, '|:--|--:|--:|'];
  return [...head, ...shown.map(line), ...more].join('\n');
}

function isTelling(decision: SpaceDecision, index: number): boolean {
  return [0, decision.values.length - 1, decision.default].includes(index);
}

/** Whether nothing that reads the decision is left at one of its values: a depth, a choice of nothing. */
function closesSomething(space: Space, decision: SpaceDecision): boolean {
  return decision.values.some((_, index) => costsWith(space, decision, index, false).macs === 0);
}

/**
 * MACs and parameters where the decision takes its value `index` and every other one its largest: of the whole network,
 * or of what reads the decision.
 */
function costsWith(
  space: Space,
  decision: SpaceDecision,
  index: number,
  isWhole: boolean,
): { macs: number; params: number } {
  const at = space.decisions.indexOf(decision);
  const genome: Genome = largest(space).map((gene, other) => (other === at ? index : gene));
  if (isWhole) return costsAt(space, genome);
  const value = evaluator((other): DecisionValue => space.decisions[other]!.values[genome[other]!]!);
  const sum = (metric: 'macs' | 'params') =>
    costTerms(space, metric, 'matmul')
      .filter((term) => term.value.reads.has(at))
      .reduce((total, term) => total + Number(value(term.value)), 0);
  return { macs: sum('macs'), params: sum('params') };
}

import {
  type Compilation,
  type CostMetric,
  costsAt,
  costTerms,
  evaluator,
  type Genome,
  largest,
  type NameSymbol,
  rangeShares,
  type Space,
  type SpaceDecision,
  valuesAt,
} from '../../language/index.ts';
import { prefixFor, significant } from '../figures.ts';
import { code } from './code.ts';

const mostRows = 8;

/** A decision's text, how many of it there are, and what each of its values costs; undefined where no space has it. */
export function describeDecision(
  compilation: Compilation,
  symbol: Pick<NameSymbol, 'name' | 'extent'>,
  text: string,
): string | undefined {
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
    ...shareOf(space, decisions),
  ].join('\n\n');
}

/** The decisions that a declaration makes, in the first super-network that has some. */
function decisionsOf(
  compilation: Compilation,
  { name, extent }: Pick<NameSymbol, 'name' | 'extent'>,
): { space: Space; decisions: readonly SpaceDecision[] } | undefined {
  for (const space of compilation.spaces) {
    const decisions = space.decisions.filter(
      ({ name: own, source }) => own === name && source.file === extent.file && source.line === extent.line,
    );
    if (decisions.length > 0) return { space, decisions };
  }
  return undefined;
}

/** What a decision of its name is made for; others are for a network's work and its size. */
const toldOf: Readonly<Record<string, readonly [CostMetric, CostMetric]>> = {
  precision: ['bytes', 'bitops'],
  sparsity: ['params', 'bytes'],
};

function metricsOf({ name }: SpaceDecision): readonly CostMetric[] {
  return toldOf[name] ?? ['macs', 'params'];
}

const inWords: Readonly<Record<CostMetric, string>> = {
  macs: 'MACs',
  params: 'parameters',
  bytes: 'the size of the weights',
  activations: 'activations',
  bitops: 'bit operations',
};

const headings: Readonly<Record<CostMetric, readonly [name: string, unit: string]>> = {
  macs: ['MACs', ''],
  params: ['Params', ''],
  bytes: ['Weights', 'B'],
  activations: ['Activations', 'B'],
  bitops: ['Bit operations', ''],
};

/** How much of the exact range the decisions account for; nothing where there is no range. */
function shareOf(space: Space, decisions: readonly SpaceDecision[]): string[] {
  const shares = metricsOf(decisions[0]!).flatMap((metric) => {
    const all = rangeShares(space, metric);
    if ('problem' in all) return [];
    const share = decisions.reduce((sum, decision) => sum + all[space.decisions.indexOf(decision)]!, 0);
    return [`${(100 * share).toFixed(1)} % of the range of ${inWords[metric]}`];
  });
  if (shares.length === 0) return [];
  return [`${decisions.length === 1 ? 'Accounts' : 'Together they account'} for ${shares.join(' and ')}.`];
}

/** A row a value: of many values the ends, the default and how many more there are. */
function costTable(space: Space, decision: SpaceDecision, isWhole: boolean): string {
  const costs = costsWith(space, decision, isWhole);
  const columns = metricsOf(decision).map((metric) => {
    const figures = decision.values.map((_, index) => costs(metric, index));
    const { factor, prefix } = prefixFor(Math.max(...figures));
    const [name, base] = headings[metric];
    return {
      heading: `${prefix}${base}` === '' ? name : `${name}, ${prefix}${base}`,
      figures: figures.map((figure) => significant(figure / factor, 3)),
    };
  });
  const all = decision.values.map((value, index) => [value, ...columns.map(({ figures }) => figures[index]!)]);
  const shown = all.length <= mostRows ? all : all.filter((_, index) => isTelling(decision, index));
  const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  const more = all.length > shown.length ? [`| ${all.length - shown.length} more | | |`] : [];
  return [
    row([decision.name, ...columns.map(({ heading }) => heading)]),
    '|:--|--:|--:|',
    ...shown.map(row),
    ...more,
  ].join('\n');
}

function isTelling(decision: SpaceDecision, index: number): boolean {
  return [0, decision.values.length - 1, decision.default].includes(index);
}

/** Whether nothing that reads the decision is left at one of its values: a depth, a choice of nothing. */
function closesSomething(space: Space, decision: SpaceDecision): boolean {
  const costs = costsWith(space, decision, false);
  return decision.values.some((_, index) => costs('macs', index) === 0);
}

/**
 * What it costs where the decision takes its value `index` and every other one its largest: the whole network, or what
 * reads the decision.
 */
function costsWith(
  space: Space,
  decision: SpaceDecision,
  isWhole: boolean,
): (metric: CostMetric, index: number) => number {
  const at = space.decisions.indexOf(decision);
  return (metric, index) => {
    const genome: Genome = largest(space).map((gene, other) => (other === at ? index : gene));
    if (isWhole) return costsAt(space, genome)[metric];
    const value = evaluator(valuesAt(space, genome));
    return costTerms(space, metric, 'matmul')
      .filter((term) => term.value.reads.has(decision.variable))
      .reduce((total, term) => total + Number(value(term.value)), 0);
  };
}

import type { CodeLens, Command } from 'vscode-languageserver';
import {
  type Compilation,
  type CostMetric,
  costRange,
  countSubnetworks,
  type SourceRange,
  type Space,
} from '../../language/index.ts';
import { formatCount, formatRange } from '../figures.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';
import type { Settings } from '../settings.ts';

/** Above a super-network how many it holds and what they cost; above a search what can be done with it. */
export function codeLensesOf(
  { compilation, document }: OpenFile,
  { costs, searches }: Settings['codeLens'],
): CodeLens[] {
  return [...(costs ? priceLenses(compilation) : []), ...(searches ? searchLenses(compilation, document.uri) : [])];
}

function priceLenses({ spaces, file }: Compilation): CodeLens[] {
  const own = spaces.filter(({ source }) => source.file === file);
  return own.flatMap((space) => pricesOf(space).map((title) => lens(space.source, { title, command: '' })));
}

function searchLenses(compilation: Compilation, uri: string): CodeLens[] {
  const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error').length;
  return compilation.searches.flatMap(({ name, source }) => {
    const open = { title: 'Open front', command: 'lithe.openFront', arguments: [uri, name] };
    const run = { title: 'Run search', command: 'lithe.runSearch', arguments: [uri, name] };
    const problems = {
      title: errors === 1 ? '1 problem' : `${errors} problems`,
      command: 'workbench.actions.view.problems',
    };
    return [errors === 0 ? run : problems, open].map((command) => lens(source, command));
  });
}

/** On the line of the keyword, so that the lens stands between it and its documentation. */
function lens(source: SourceRange, command: Command): CodeLens {
  const { start } = toRange(source);
  return { range: { start, end: start }, command };
}

function pricesOf(space: Space): string[] {
  const count = countSubnetworks(space);
  const networks = space.decisions.length === 0 || count === undefined ? [] : [`${formatCount(count)} sub-networks`];
  const prices: [CostMetric, string, string][] = [
    ['macs', '', ' MACs'],
    ['params', '', ' params'],
    ['bytes', 'B', ''],
  ];
  return [
    ...networks,
    ...prices.flatMap(([metric, base, word]) => {
      const range = costRange(space, metric);
      return 'problem' in range ? [] : [`${formatRange(range, 3, base)}${word}`];
    }),
  ];
}

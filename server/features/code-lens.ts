import type { CodeLens, Command } from 'vscode-languageserver';
import {
  type Compilation,
  type CostMetric,
  costRange,
  costsAt,
  countSubnetworks,
  type SourceRange,
  type Space,
} from '../../language/index.ts';
import { formatCount, formatRange } from '../figures.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';
import type { Settings } from '../settings.ts';
import { useConfigurationCommand, usedConfiguration } from './use-configuration.ts';

/**
 * Above super-networks and configurations what they cost; above searches and configurations what can be done with them.
 * `exports`: the editor has the command that exports a configuration.
 */
export function codeLensesOf(
  opened: OpenFile,
  { costs, searches, configurations }: Settings['codeLens'],
  exports = false,
): CodeLens[] {
  const { compilation, document } = opened;
  return [
    ...(costs ? [...priceLenses(compilation), ...configurationPrices(compilation)] : []),
    ...(searches ? searchLenses(compilation, document.uri) : []),
    ...(configurations ? useLenses(opened) : []),
    ...(configurations && exports ? exportLenses(opened) : []),
  ];
}

function priceLenses({ spaces, file }: Compilation): CodeLens[] {
  const own = spaces.filter(({ source }) => source.file === file);
  return own.flatMap((space) => pricesOf(space).map((title) => lens(space.source, { title, command: '' })));
}

/** What the one sub-network costs, exactly. */
function configurationPrices({ spaces, configurations }: Compilation): CodeLens[] {
  return configurations.flatMap(({ space: name, genome, source }) => {
    const space = spaces.find((one) => one.name === name);
    if (space === undefined) return [];
    const costs = costsAt(space, genome);
    return prices.map(([metric, base, word]) => {
      const end = { value: costs[metric], genome };
      const title = `${formatRange({ smallest: end, largest: end }, 3, base)}${word}`;
      return lens(source, { title, command: '' });
    });
  });
}

/** Where there is a default that using the configuration would change. */
function useLenses(opened: OpenFile): CodeLens[] {
  return opened.compilation.configurations.flatMap(({ name, source }) => {
    if (usedConfiguration(opened, name)?.changes === 0) return [];
    const title = 'Use this configuration';
    return lens(source, { title, command: useConfigurationCommand, arguments: [opened.document.uri, name] });
  });
}

/** The way to take one home that no default can say: copies that differ, paths of a `choose`. */
function exportLenses({ compilation, document }: OpenFile): CodeLens[] {
  return compilation.configurations.map(({ name, space, source }) =>
    lens(source, {
      title: 'Export ONNX',
      command: 'lithe.exportConfiguration',
      arguments: [document.uri, name, space],
    }),
  );
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

const prices: readonly (readonly [CostMetric, base: string, word: string])[] = [
  ['macs', '', ' MACs'],
  ['params', '', ' params'],
  ['bytes', 'B', ''],
];

function pricesOf(space: Space): string[] {
  const count = countSubnetworks(space);
  const networks = space.decisions.length === 0 || count === undefined ? [] : [`${formatCount(count)} sub-networks`];
  return [
    ...networks,
    ...prices.flatMap(([metric, base, word]) => {
      const range = costRange(space, metric);
      return 'problem' in range ? [] : [`${formatRange(range, 3, base)}${word}`];
    }),
  ];
}

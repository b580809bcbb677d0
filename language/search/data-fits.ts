import { dataFitsNetwork } from '../checks/data-fits-network.ts';
import { metricFitsData } from '../checks/metric-fits-data.ts';
import type { Expression } from '../cost/expression.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import type { Space, SymbolicType } from '../space/space.ts';
import type { Dataset } from './dataset.ts';
import { taskMetrics, taskOfMetric } from './metrics.ts';
import type { SettingReader } from './settings.ts';

/** Names of a text network's two inputs, where it takes which of the two sentences a token is of. */
export const textInputs = { ids: 'ids', types: 'types' } as const;

/** Reports where a search's data is not what its super-network takes or gives. What is open is settled by no dataset. */
export function dataFits(reader: SettingReader, node: Ast.DataSetting, dataset: Dataset, space: Space): void {
  const misfit = (gives: string, takes: string) =>
    reader.report(node, dataFitsNetwork(dataset.name, gives, space.name, takes));
  const { content } = dataset;
  const inputs = space.inputs.map(({ name, value }) => ({ name, type: space.values[value]! }));
  const wanted = content.kind === 'images' ? 'image' : 'tokens';
  // Graphs have no data yet, which is told where the dataset is named.
  if (inputs.some(({ type }) => type.kind === 'graph')) return;
  const other = inputs.find(({ type }) => type.kind !== wanted);
  if (other !== undefined) misfit(`has ${content.kind}`, `has an input \`${other.name}\` of ${other.type.kind}`);
  else if (content.kind === 'images') {
    if (inputs.length > 1) misfit('gives one image at a time', `has ${inputs.length} inputs`);
    const channels = sizeOf(inputs[0]?.type, 'channels');
    const given = typeof content.normalize === 'object' ? content.normalize.mean.length : undefined;
    if (given !== undefined && given !== 1 && channels !== undefined && given !== channels) {
      misfit(`is normalized by ${given} channels`, `takes images of ${channels}`);
    }
  } else {
    const names = inputs.map(({ name }) => name).sort();
    if (inputs.length > 1 && names.join() !== 'ids,types') {
      misfit('gives the inputs `ids` and `types`', `has the inputs ${names.map((name) => `\`${name}\``).join(', ')}`);
    }
    const { length } = content.tokenizer;
    for (const { name, type } of inputs) {
      const size = sizeOf(type, 'length');
      if (length === undefined || size === undefined || length === size) continue;
      misfit(`has a \`length\` of ${length} tokens`, `takes ${size} in \`${name}\``);
    }
  }
  outputsSuffice(dataset, space.values[space.output], misfit);
}

function outputsSuffice(
  { task }: Dataset,
  output: SymbolicType | undefined,
  misfit: (gives: string, takes: string) => void,
): void {
  if (output !== undefined && output.kind !== 'vector') {
    misfit(
      `has one ${task.kind} for a sample`,
      `gives ${output.kind === 'image' ? 'an' : 'a'} ${output.kind}: end it with \`global_pool\`, or \`take_token\``,
    );
    return;
  }
  const width = sizeOf(output, 'width');
  if (width === undefined) return;
  if (task.kind === 'number') {
    if (width !== 1) misfit('has one number for a sample', `has ${width} outputs: end it with \`linear(1)\``);
  } else if (task.classes !== undefined && task.classes.length > width) {
    misfit(
      `has ${task.classes.length} classes`,
      `has ${width} output${width === 1 ? '' : 's'}: end it with \`linear(${task.classes.length})\``,
    );
  } else if (width === 1) {
    misfit(
      'has classes to tell apart',
      'has 1 output, which cannot: end it with one for each class, such as `linear(2)`',
    );
  }
}

/** A size that is the same in every sub-network. */
function sizeOf(type: SymbolicType | undefined, size: 'channels' | 'length' | 'width'): number | undefined {
  const expression = (type as Partial<Record<string, Expression>> | undefined)?.[size];
  return expression?.kind === 'constant' ? Number(expression.value) : undefined;
}

/** Reports a metric of classes for a dataset of numbers, and the other way round. */
export function metricFits(reader: SettingReader, node: Ast.ObjectiveSetting, metric: string, dataset: Dataset): void {
  const task = taskOfMetric(metric);
  if (task === undefined || task === dataset.task.kind) return;
  const told = dataset.task.kind === 'class' ? 'classes' : 'numbers';
  reader.report(node, metricFitsData(metric, dataset.name, told, taskMetrics[dataset.task.kind]));
}

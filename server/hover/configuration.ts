import { type Compilation, costsAt, type NameSymbol } from '../../language/index.ts';
import { grouped } from '../figures.ts';

/** What the sub-network of a configuration costs, exactly; undefined where it has errors. */
export function describeConfiguration(
  { configurations, spaces }: Compilation,
  { name }: Pick<NameSymbol, 'name'>,
): string | undefined {
  const configuration = configurations.find((one) => one.name === name);
  const space = spaces.find((one) => one.name === configuration?.space);
  if (configuration === undefined || space === undefined) return undefined;
  const { macs, params, bytes, activations, bitops } = costsAt(space, configuration.genome);
  const rows = [
    ['MACs', grouped(macs)],
    ['Parameters', grouped(params)],
    ['Weights', `${grouped(bytes)} B`],
    ['Activations', `${grouped(activations)} B`],
    ['Bit operations', grouped(bitops)],
  ];
  return ['| one example | |', '|:--|--:|', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}

import { genomeOf, insertConfiguration } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import type { InsertConfigurationParams, InsertedConfiguration } from '../protocol.ts';
import { toRange } from '../range.ts';

/** How a sub-network is written into the document as a configuration, unless it stands there already. */
export function insertedConfiguration(
  { compilation, parsed }: OpenFile,
  { space: wanted, configuration, name }: Omit<InsertConfigurationParams, 'uri'>,
): InsertedConfiguration {
  const space = compilation.spaces.find((one) => one.name === wanted);
  if (space === undefined) return { problem: `The file has no super-network ${wanted} any more.` };
  const found = genomeOf(space, configuration);
  if ('problems' in found) {
    return { problem: `The super-network ${wanted} has changed since the run: ${found.problems[0]}.` };
  }
  const known = compilation.configurations.find(
    (one) => one.space === wanted && one.genome.join() === found.genome.join(),
  );
  if (known !== undefined) return { name: known.name };
  const inserted = insertConfiguration(parsed, space, found.genome, name);
  return { name: inserted.name, edit: { range: toRange(inserted.edit.range), newText: inserted.edit.text } };
}

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import {
  activity,
  type Configuration,
  type Convention,
  configurationOf,
  conventions,
  costRange,
  costsAt,
  countSubnetworks,
  defaults,
  feasibleRange,
  type Genome,
  genomeOf,
  largest,
  type Search,
  type Space,
  smallest,
} from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { formatMetric } from '../run/front/quantity.ts';
import { columns } from '../run/front/table.ts';
import { pickSearch, pickSpace, readSource, refuseErrors } from '../source.ts';
import { printJson, printJsonLine } from './options.ts';

interface Options {
  readonly supernet?: string;
  readonly at: string;
  readonly convention: Convention;
  readonly configs?: string;
  readonly search?: string;
  readonly json?: true;
}

/** `lithe estimate FILE`: what sub-networks cost, without running anything. */
export function addEstimate(program: Command): void {
  program
    .command('estimate')
    .description('what a sub-network costs, and the range over the space')
    .argument('<file>', '.lithe file')
    .option('--supernet <name>', 'which super-network, where the file has several')
    .option('--at <configuration>', 'largest, smallest, default, or a JSON file of a configuration', 'largest')
    .addOption(new Option('--convention <name>', 'how MACs are counted').choices(conventions).default('matmul'))
    .option('--configs <file>', 'a file of configurations, one JSON object a line: one JSON line of costs for each')
    .option('--search <name>', 'the range over the sub-networks that meet what this search requires of costs')
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string, options: Options) => {
      const { compilation } = readSource(file);
      refuseErrors(compilation);
      const { search, space } =
        options.search === undefined
          ? { search: undefined, space: pickSpace(compilation, options.supernet) }
          : pickSearch(compilation, options.search);
      if (options.configs !== undefined) return await estimateEach(space, options.configs, options.convention);
      const estimate = estimateOf(space, genomeAt(space, options.at), options.convention, search);
      if (options.json) printJson(estimate);
      else process.stdout.write(`${describe(estimate, options)}\n`);
    });
}

function estimateOf(space: Space, genome: Genome, convention: Convention, search: Search | undefined) {
  const range = (metric: 'macs' | 'params' | 'bytes'): readonly [number, number] => {
    const found = search
      ? feasibleRange(space, search.requirements, metric, convention)
      : costRange(space, metric, convention);
    const { source } = search ?? space;
    const place = `${source.file}:${source.line}`;
    if (found === 'none') throw new LitheError(`${place}: no sub-network meets all that ${search?.name} requires.`);
    if (!('problem' in found)) return [found.smallest.value, found.largest.value];
    const { problem } = found;
    throw new LitheError(`${place}: ${typeof problem === 'string' ? `${problem}.` : problem.message}`);
  };
  const active = activity(space, genome);
  return {
    supernet: space.name,
    ...(search && { search: search.name, requirements: search.requirements.map(({ text }) => text) }),
    config: configurationOf(space, genome),
    ...costsAt(space, genome, convention),
    range: { macs: range('macs'), params: range('params'), bytes: range('bytes') },
    count: String(countSubnetworks(space) ?? 'too many to count'),
    dimensions: space.decisions.map(({ path, values, default: index }, gene) => ({
      path,
      values,
      default: values[index]!,
      active: active[gene]!,
    })),
  };
}

function genomeAt(space: Space, at: string): Genome {
  if (at === 'largest') return largest(space);
  if (at === 'smallest') return smallest(space);
  if (at === 'default') return defaults(space);
  if (!existsSync(at)) {
    throw new LitheError(
      `--at ${at}: no such file: give largest, smallest, default, or a JSON file of a configuration.`,
    );
  }
  return readConfiguration(space, readFileSync(at, 'utf8'), at);
}

/** Throws a LitheError that begins with `place`, one line per problem. */
function readConfiguration(space: Space, text: string, place: string): Genome {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LitheError(`${place}: not a JSON object from the paths of decisions to their values.`);
  }
  const found = genomeOf(space, value as Configuration);
  if ('genome' in found) return found.genome;
  throw new LitheError(found.problems.map((problem) => `${place}: ${problem}`).join('\n'));
}

async function estimateEach(space: Space, file: string, convention: Convention): Promise<void> {
  if (!existsSync(file)) throw new LitheError(`${file}: no such file: give one JSON object a line.`);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    printJsonLine(costsAt(space, readConfiguration(space, line, `${file}:${number}`), convention));
  }
}

function describe(estimate: ReturnType<typeof estimateOf>, { at, convention }: Options): string {
  const { range } = estimate;
  const over = estimate.requirements?.length ? `where ${estimate.requirements.join(', ')}` : 'over the space';
  const line = (name: string, metric: string, value: number, ends?: readonly [number, number]): string[] => [
    name,
    formatMetric(metric, value),
    ends ? `${formatMetric(metric, ends[0])} to ${formatMetric(metric, ends[1])} ${over}` : '',
  ];
  return [
    `${estimate.supernet}, ${at}: one of ${estimate.count} sub-networks (MACs counted as ${convention})`,
    columns([
      line('multiply-accumulates', 'macs', estimate.macs, range.macs),
      line('parameters', 'params', estimate.params, range.params),
      line('weights', 'bytes', estimate.bytes, range.bytes),
      line('activations', 'bytes', estimate.activations),
      line('bit operations', 'bitops', estimate.bitops),
    ]),
  ].join('\n');
}

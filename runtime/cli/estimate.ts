import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import {
  activity,
  type Compilation,
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
  type NamedConfiguration,
  rangeShares,
  type Search,
  type SourceRange,
  type Space,
  sampleCosts,
  smallest,
} from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { randomStream } from '../random.ts';
import { pickSearch, pickSpace, readSource, readText, refuseErrors, requireFile } from '../source.ts';
import { describeEstimate } from './describe-estimate.ts';
import { printJson, printJsonLine, wholeNumber } from './options.ts';

interface Options {
  readonly supernet?: string;
  readonly at: string;
  readonly convention: Convention;
  readonly configs?: string;
  readonly search?: string;
  readonly seed: number;
  readonly json?: true;
}

/** `lithe estimate FILE`: what sub-networks cost, without running anything. */
export function addEstimate(program: Command): void {
  program
    .command('estimate')
    .description('what a sub-network costs, and the range over the space')
    .argument('<file>', '.lithe file')
    .option('--supernet <name>', 'which super-network, where the file has several')
    .option(
      '--at <configuration>',
      'largest, smallest, default, a configuration of the file, or a JSON file of one',
      'largest',
    )
    .addOption(new Option('--convention <name>', 'how MACs are counted').choices(conventions).default('matmul'))
    .addOption(
      new Option(
        '--configs <file>',
        'a file of configurations, one JSON object a line: one JSON line of costs for each',
      ).conflicts(['at', 'json', 'search']),
    )
    .option('--search <name>', 'the range over the sub-networks that meet what this search requires of costs')
    .option('--seed <number>', 'of the random sub-networks whose spread is told', wholeNumber(0), 0)
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string, options: Options) => {
      const { compilation } = readSource(file);
      refuseErrors(compilation);
      const named = options.configs === undefined ? namedConfiguration(compilation, options) : undefined;
      const { search, space } =
        options.search === undefined
          ? { search: undefined, space: pickSpace(compilation, options.supernet ?? named?.space) }
          : pickSearch(compilation, options.search);
      if (named !== undefined && named.space !== space.name) {
        throw new LitheError(`--at ${named.name}: a configuration of ${named.space}, and not of ${space.name}.`);
      }
      if (options.configs !== undefined) return await estimateEach(space, options.configs, options.convention);
      const estimate = estimateOf(space, named?.genome ?? genomeAt(space, options.at), options, search);
      if (options.json) printJson(estimate);
      else process.stdout.write(`${describeEstimate(estimate, options)}\n`);
    });
}

export type Estimate = ReturnType<typeof estimateOf>;

/** Random sub-networks from which the spread of costs is told. */
const SAMPLES = 1000;

type RangedMetric = 'macs' | 'params' | 'bytes';

function estimateOf(
  space: Space,
  genome: Genome,
  { convention, seed }: Pick<Options, 'convention' | 'seed'>,
  search: Search | undefined,
) {
  const active = activity(space, genome);
  const random = randomStream(seed, 'distribution');
  const shares = ofEach((metric) => sharesOf(space, metric, convention));
  return {
    supernet: space.name,
    ...(search && { search: search.name, requirements: search.requirements.map(({ text }) => text) }),
    config: configurationOf(space, genome),
    ...costsAt(space, genome, convention),
    range: ofEach((metric) => rangeOf(space, metric, convention, search)),
    count: String(countSubnetworks(space) ?? 'too many to count'),
    dimensions: space.decisions.map(({ path, values, default: index }, gene) => ({
      path,
      values,
      default: values[index]!,
      active: active[gene]!,
      share: ofEach((metric) => shares[metric][gene]!),
    })),
    distribution: { samples: SAMPLES, seed, ...sampleCosts(space, SAMPLES, () => random.uniform(), convention) },
  };
}

function ofEach<Figure>(figure: (metric: RangedMetric) => Figure): { readonly [Metric in RangedMetric]: Figure } {
  return { macs: figure('macs'), params: figure('params'), bytes: figure('bytes') };
}

function rangeOf(
  space: Space,
  metric: RangedMetric,
  convention: Convention,
  search: Search | undefined,
): readonly [number, number] {
  const found = search
    ? feasibleRange(space, search.requirements, metric, convention)
    : costRange(space, metric, convention);
  const { source } = search ?? space;
  if (found === 'none') throw problemAt(source, `no sub-network meets all that ${search?.name} requires.`);
  if (!('problem' in found)) return [found.smallest.value, found.largest.value];
  const { problem } = found;
  throw problemAt(source, typeof problem === 'string' ? `${problem}.` : problem.message);
}

/** Of the whole space's range, whatever a search requires. */
function sharesOf(space: Space, metric: RangedMetric, convention: Convention): readonly number[] {
  const shares = rangeShares(space, metric, convention);
  if ('problem' in shares) throw problemAt(space.source, shares.problem.message);
  return shares;
}

function problemAt({ file, line, column }: SourceRange, problem: string): LitheError {
  return new LitheError(`${file}:${line}:${column}: ${problem}`);
}

/** The file's configuration of the name that `--at` gives; words of the command's own go before it. */
function namedConfiguration({ configurations }: Compilation, { at }: Options): NamedConfiguration | undefined {
  return ends.includes(at) ? undefined : configurations.find(({ name }) => name === at);
}

const ends: readonly string[] = ['largest', 'smallest', 'default'];

function genomeAt(space: Space, at: string): Genome {
  if (at === 'largest') return largest(space);
  if (at === 'smallest') return smallest(space);
  if (at === 'default') return defaults(space);
  const wanted = 'largest, smallest, default, a configuration of the file, or a JSON file of one';
  return readConfiguration(space, readText(at, wanted), at);
}

/** Throws a LitheError that begins with `place`, one line per problem. */
function readConfiguration(space: Space, text: string, place: string): Genome {
  const value = parseJson(text, place);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LitheError(`${place}: not a JSON object from the paths of decisions to their values.`);
  }
  const found = genomeOf(space, value as Configuration);
  if ('genome' in found) return found.genome;
  throw new LitheError(found.problems.map((problem) => `${place}: ${problem}`).join('\n'));
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LitheError(`${place}: not JSON: ${(error as Error).message}.`);
  }
}

async function estimateEach(space: Space, file: string, convention: Convention): Promise<void> {
  requireFile(file, 'one with a JSON object of a configuration a line');
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    printJsonLine(costsAt(space, readConfiguration(space, line, `${file}:${number}`), convention));
  }
}

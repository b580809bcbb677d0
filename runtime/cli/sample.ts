import type { Command } from 'commander';
import { configurationOf, type Genome, type Search, type Space, sampleGenome } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { randomStream } from '../random.ts';
import { problemOf } from '../search/problem-of.ts';
import { pickSpace, readSource, refuseErrors } from '../source.ts';
import { printJsonLine, wholeNumber } from './options.ts';

interface Options {
  readonly number: number;
  readonly seed: number;
  readonly supernet?: string;
  readonly require?: true;
}

/** Draws in a row that no requirement let pass before sampling gives up. */
const MOST_REFUSED = 100_000;

/** `lithe sample FILE -n N`: random configurations, one JSON line each. */
export function addSample(program: Command): void {
  program
    .command('sample')
    .description('random configurations, one JSON line each')
    .argument('<file>', '.lithe file')
    .requiredOption('-n, --number <number>', 'how many', wholeNumber(0))
    .option('--seed <number>', 'the same seed gives the same configurations', wholeNumber(0), 0)
    .option('--supernet <name>', 'which super-network, where the file has several')
    .option('--require', "only those that meet the requirements on costs of the super-network's searches")
    .action((file: string, { number, seed, supernet, require }: Options) => {
      const { compilation } = readSource(file);
      refuseErrors(compilation);
      const space = pickSpace(compilation, supernet);
      const searches = require ? compilation.searches.filter((search) => search.space === space.name) : [];
      if (require && searches.every(({ requirements }) => requirements.length === 0)) {
        throw new LitheError(
          `${file}: no search of ${space.name} requires anything: write \`require\` in one, or leave --require out.`,
        );
      }
      const meets = requirementsOf(space, searches);
      const random = randomStream(seed, 'sample');
      for (let drawn = 0, refused = 0; drawn < number; ) {
        const genome = sampleGenome(space, () => random.uniform());
        if (meets(genome)) {
          printJsonLine(configurationOf(space, genome));
          drawn += 1;
          refused = 0;
        } else if (++refused === MOST_REFUSED) {
          throw new LitheError(
            `${file}: none of ${MOST_REFUSED} random sub-networks in a row met what is required (${searches
              .flatMap(({ requirements }) => requirements.map(({ text }) => text))
              .join(', ')}): loosen it, or leave --require out.`,
          );
        }
      }
    });
}

function requirementsOf(space: Space, searches: readonly Search[]): (genome: Genome) => boolean {
  const problems = searches.map((search) => problemOf(space, search));
  return (genome) => problems.every((problem) => problem.feasible(genome, problem.costs(genome)));
}

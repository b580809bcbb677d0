import { existsSync } from 'node:fs';
import { type Compilation, configurationOf, type Genome, genomeOf } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import { compileTexts, readSource } from '../../source.ts';
import type { HeldRun } from '../asked.ts';

/**
 * The sub-network of a run that a configuration of this name declares, in the run's file as it is now or as it was when
 * the run began; undefined where neither has one. Throws a LitheError where the run's super-network has no such decisions.
 */
export function genomeNamed(name: string, { asked, source }: HeldRun): Genome | undefined {
  const now = existsSync(source.file) ? [readSource(source.file).compilation] : [];
  for (const compilation of [...now, compileTexts(source)]) {
    const configuration = settingsOf(compilation, name, asked.space.name);
    if (configuration === undefined) continue;
    const found = genomeOf(asked.space, configuration);
    if ('genome' in found) return found.genome;
    throw new LitheError(found.problems.map((problem) => `--pick ${name}: in this run ${problem}.`).join('\n'));
  }
  return undefined;
}

function settingsOf({ configurations, spaces }: Compilation, name: string, of: string) {
  const declared = configurations.find((one) => one.name === name && one.space === of);
  const space = spaces.find((one) => one.name === of);
  return declared && space && configurationOf(space, declared.genome);
}

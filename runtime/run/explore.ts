import type { Explore, Genome } from '../../language/index.ts';
import { createStrategy } from '../search/strategy.ts';
import type { RunContext } from './context.ts';
import type { EvaluationSource } from './events.ts';
import { nonDominatedOf } from './front/of-run.ts';
import { evaluateAll } from './measure.ts';

/** Evaluations between two entries about a round: often enough for whoever watches the front grow. */
const BETWEEN_ENTRIES = 10;

/**
 * One exploration on the present weights, up to a budget of evaluations. What the journal holds of it is told to the
 * strategy first, which brings it to where it was, so that a resumed round asks what an uninterrupted one would.
 */
export async function exploreRound(
  context: RunContext,
  round: {
    readonly source: EvaluationSource;
    readonly epoch: number;
    readonly explore: Explore;
    readonly budget: number;
    readonly seed: number;
    /** Found good on older weights: measured first. */
    readonly suggestions: readonly Genome[];
  },
): Promise<void> {
  const { journal, ledger, problem, box } = context;
  const { source, epoch, budget } = round;
  const strategy = createStrategy(problem, round.explore, round.seed);
  strategy.suggest(round.suggestions.slice(0, Math.floor(Math.min(budget, startOf(round.explore)) / 2)));
  const held = ledger.of(source, epoch);
  for (const { genome, metrics } of held) strategy.tell(genome, metrics);
  for (let done = held.length; done < budget; ) {
    const genomes = strategy.ask(Math.min(BETWEEN_ENTRIES, budget - done));
    if (genomes.length === 0) break;
    for (const { genome, metrics } of await evaluateAll(context, source, epoch, genomes))
      strategy.tell(genome, metrics);
    done += genomes.length;
    const { members, hypervolume } = nonDominatedOf(problem, box, ledger.of(source, epoch));
    journal.append({
      event: 'round',
      source,
      epoch,
      evaluations: done,
      budget,
      hypervolume,
      front: members.map(({ id }) => id),
    });
  }
}

/**
 * How many evaluations a strategy starts with before it learns from them. Suggestions take half of those at most: a
 * predictor that has seen nothing but an old front ranks the rest of the space poorly.
 */
function startOf(explore: Explore): number {
  if (explore.strategy === 'random') return explore.evaluations;
  return explore.strategy === 'hvi' ? explore.initial : explore.population;
}

/** What earlier rounds of the search found non-dominated on the weights of their moment, newest weights first, each once. */
export function earlierFronts({ ledger, problem, box }: RunContext, before: number): Genome[] {
  const found = new Map<string, Genome>();
  for (let epoch = before - 1; epoch > 0; epoch -= 1) {
    for (const { key, genome } of nonDominatedOf(problem, box, ledger.of('search', epoch)).members) {
      if (!found.has(key)) found.set(key, genome);
    }
  }
  return [...found.values()];
}

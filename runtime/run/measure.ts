import { configurationOf, costsAt, type Genome } from '../../language/index.ts';
import { keyOf, type Metrics } from '../search/problem.ts';
import { type RunContext, stopWhereAsked } from './context.ts';
import type { EvaluationSource } from './events.ts';
import type { HeldEvaluation } from './ledger.ts';

/**
 * Measures sub-networks on the present weights, which have so many epochs behind them, one journal entry each.
 * What the journal holds of the same weights is used again, whoever asked for it: a network is validated once.
 */
export async function evaluateAll(
  context: RunContext,
  source: EvaluationSource,
  epoch: number,
  genomes: readonly Genome[],
): Promise<HeldEvaluation[]> {
  const { journal, ledger, problem, space } = context;
  const made: HeldEvaluation[] = [];
  for (const asked of genomes) {
    stopWhereAsked(context);
    const genome = problem.canonical(asked);
    const metrics = ledger.measured(epoch, keyOf(genome)) ?? (await measure(context, genome));
    journal.append({
      event: 'evaluation',
      id: ledger.nextId,
      source,
      epoch,
      config: configurationOf(space, genome),
      metrics,
    });
    made.push(ledger.evaluations.at(-1)!);
  }
  return made;
}

async function measure({ engine, problem, space }: RunContext, genome: Genome): Promise<Metrics> {
  // All costs, and again those that the search knows by another name.
  const costs = { ...costsAt(space, genome), ...problem.costs(genome) };
  if (!engine) return costs;
  const [measured] = await engine.evaluate([genome], 'validation');
  return { ...measured!, ...costs };
}

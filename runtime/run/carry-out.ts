import { largest, smallest, taskMetrics } from '../../language/index.ts';
import { keyOf } from '../search/problem.ts';
import { type RunContext, type RunPlan, stopWhereAsked } from './context.ts';
import { losesPatience, settleOnBest } from './early-stopping.ts';
import { earlierFronts, exploreRound } from './explore.ts';
import { finetune } from './finetune.ts';
import { frontOfRun } from './front/of-run.ts';
import { evaluateAll } from './measure.ts';

/**
 * A run from the step that the weights have behind them to its end: fine-tuning with a search round after each epoch
 * but the last (InstaTune, Sridhar et al. 2023), then on the last weights the ends of the space, the search, the
 * random control with as many evaluations as the search had in all, and the front's held-out metrics. Each part
 * passes over what the journal holds of it already, and a run that concludes explores no further.
 */
export async function carryOut(context: RunContext, from: number): Promise<void> {
  const { engine, journal, search, seed } = context;
  const epochs = engine?.summary.epochs ?? 0;
  const { explore } = search;
  if (engine && epochs > 0) {
    journal.append({ event: 'phase', phase: 'finetune' });
    await finetune(context, engine, from, async (epoch) => {
      await measureEnds(context, epoch);
      if (epoch === epochs || losesPatience(context, epoch)) return 'over';
      if (explore.perEpoch > 0) {
        const round = { source: 'search', epoch, explore, budget: explore.perEpoch, seed: seed + epoch } as const;
        await exploreRound(context, { ...round, suggestions: earlierFronts(context, epoch) });
      }
      return 'going on';
    });
    await settleOnBest(context, engine);
  }

  journal.append({ event: 'phase', phase: 'search' });
  await measureReference(context, epochs);
  if (!context.concludes) await exploreFinalWeights(context, epochs);

  if (engine && engine.summary.samples.test > 0) {
    journal.append({ event: 'phase', phase: 'test' });
    await testFront(context);
  }
}

/** The search on the final weights, and a random one with as many evaluations as the search had in all. */
async function exploreFinalWeights(context: RunContext, epochs: number): Promise<void> {
  const { journal, search, seed, ledger } = context;
  const { explore } = search;
  const round = { source: 'search', epoch: epochs, explore, budget: explore.evaluations, seed } as const;
  await exploreRound(context, { ...round, suggestions: earlierFronts(context, epochs) });

  if (search.control === 'random') {
    journal.append({ event: 'phase', phase: 'control' });
    const budget = ledger.evaluations.filter(({ source }) => source === 'search').length;
    await exploreRound(context, {
      source: 'control',
      epoch: epochs,
      explore: { strategy: 'random', evaluations: budget, perEpoch: 0 },
      budget,
      // Another seed than the search's, whose first draws are random too.
      seed: seed + CONTROL_SEED,
      suggestions: [],
    });
  }
}

const CONTROL_SEED = 1_000_003;

/** All that a run will do, for whoever shows how far it is. */
export function planOf({ engine, folder, search }: RunContext): RunPlan {
  const epochs = engine?.summary.epochs ?? 0;
  const { evaluations, perEpoch } = search.explore;
  const searched = evaluations + perEpoch * Math.max(0, epochs - 1);
  return {
    folder: folder.path,
    steps: engine?.summary.steps ?? 0,
    epochs,
    evaluations: searched * (search.control ? 2 : 1) + 2,
    ...(engine && { samples: engine.summary.samples }),
  };
}

/** How the largest and the smallest network stand after an epoch. */
async function measureEnds({ engine, journal, ledger, space, problem }: RunContext, epoch: number): Promise<void> {
  if (!engine || ledger.epochs.has(epoch)) return;
  const metric = problem.measured[0] ?? taskMetrics[engine.summary.told.kind][0];
  const [high, low] = await engine.evaluate([largest(space), smallest(space)], 'validation');
  journal.append({
    event: 'epoch',
    epoch,
    epochs: engine.summary.epochs,
    loss: ledger.lossOf(epoch),
    metric,
    largest: high![metric]!,
    smallest: low![metric]!,
  });
}

/** The ends of the space on the last weights, whatever the strategy asks. */
async function measureReference(context: RunContext, epoch: number): Promise<void> {
  const held = context.ledger.of('reference', epoch).length;
  const ends = [largest(context.space), smallest(context.space)];
  await evaluateAll(context, 'reference', epoch, ends.slice(held));
}

/** The held-out metrics of the front's members and of the ends, once each. */
async function testFront(context: RunContext): Promise<void> {
  const { engine, journal, ledger } = context;
  const front = frontOfRun(ledger, context);
  const genomes = new Map(ledger.evaluations.map(({ id, genome }) => [id, genome]));
  const known = new Map(
    ledger.evaluations.flatMap(({ id, key }) => (ledger.tests.has(id) ? [[key, ledger.tests.get(id)!] as const] : [])),
  );
  for (const { id } of [...front.points, ...front.ends]) {
    if (ledger.tests.has(id)) continue;
    stopWhereAsked(context);
    const genome = genomes.get(id)!;
    const metrics = known.get(keyOf(genome)) ?? (await engine!.evaluate([genome], 'test'))[0]!;
    known.set(keyOf(genome), metrics);
    journal.append({ event: 'test', id, metrics });
  }
}

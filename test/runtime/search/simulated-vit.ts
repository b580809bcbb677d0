import type { Genome, Objective } from '../../../language/index.ts';
import { keyOf, type Metrics, type Problem } from '../../../runtime/search/problem.ts';
import { type Random, seeded } from '../../../runtime/search/random-numbers.ts';

export interface SimulatedVit {
  readonly problem: Problem;
  /** Accuracy in [0, 1], the truth. */
  accuracy(genome: Genome): number;
  /** Accuracy as one validation would give it: the truth with noise, frozen for each network. */
  measured(genome: Genome): number;
}

interface Shape {
  readonly depths: readonly number[];
  readonly heads: readonly number[];
  readonly hidden: readonly number[];
}

/** The elastic ViT-B/16 of InstaTune with deeper cuts: 25 genes. */
export const vitShape: Shape = {
  depths: [6, 7, 8, 9, 10, 11, 12],
  heads: [6, 8, 10, 12],
  hidden: [1024, 2048, 3072],
};

/** 42 sub-networks, few enough to know the front by enumeration. */
export const smallShape: Shape = { depths: [1, 2], heads: [2, 4], hidden: [256, 512, 1024] };

const width = 768;
const tokens = 197;
const roughness = 0.0005;
const noise = 0.0005;

/**
 * A ViT whose MACs and parameters are exact and whose accuracy is invented: additive effects of each layer's heads and
 * hidden width, their product, products across neighbouring layers, through a saturating link, with a roughness of
 * 0.05 points that nothing can learn. Validation adds noise of 0.05 points. One random instance for each seed.
 */
export function simulatedVit(
  seed: number,
  shape = vitShape,
  objectives: readonly Objective[] = [
    { metric: 'accuracy', goal: 'maximize' },
    { metric: 'macs', goal: 'minimize' },
  ],
  requirements: Partial<Pick<Problem, 'feasible' | 'meets'>> & { readonly texts?: readonly string[] } = {},
): SimulatedVit {
  const layers = Math.max(...shape.depths);
  const decision = (path: string, name: string, values: readonly number[]) => ({
    path,
    name,
    values,
    largest: values.length - 1,
    smallest: 0,
  });
  const decisions = [
    decision('depth', 'depth', shape.depths),
    ...Array.from({ length: layers }, (_, layer) => [
      decision(`layer[${layer}].heads`, 'heads', shape.heads),
      decision(`layer[${layer}].hidden`, 'hidden', shape.hidden),
    ]).flat(),
  ];
  const activity = (genome: Genome) => {
    const depth = shape.depths[genome[0]!]!;
    return decisions.map((_, gene) => gene === 0 || (gene - 1) >> 1 < depth);
  };
  const canonical = (genome: Genome) => {
    const active = activity(genome);
    return genome.map((index, gene) => (active[gene] ? index : 0));
  };
  const costs = (genome: Genome) => {
    let macs = tokens * width * 768 + width * 1000;
    let params = 768 * width + width + width * 1000 + 1000;
    for (let layer = 0; layer < shape.depths[genome[0]!]!; layer++) {
      const inner = 64 * shape.heads[genome[1 + 2 * layer]!]!;
      const hidden = shape.hidden[genome[2 + 2 * layer]!]!;
      macs += 4 * tokens * width * inner + 2 * tokens * tokens * inner + 2 * tokens * width * hidden;
      params += 4 * width * inner + 3 * inner + width + 2 * width * hidden + hidden + width + 4 * width;
    }
    return { macs, params };
  };
  const [least, most] = [costs(decisions.map(() => 0)), costs(decisions.map(({ values }) => values.length - 1))];
  const perLayer = BigInt(shape.heads.length * shape.hidden.length);
  const truth = inventTruth(seeded(seed), layers, shape);
  const problem: Problem = {
    decisions,
    objectives,
    count: shape.depths.reduce((sum, depth) => sum + perLayer ** BigInt(depth), 0n),
    costRange: { macs: [least.macs, most.macs], params: [least.params, most.params] },
    measured: ['accuracy'],
    requirements: requirements.texts ?? [],
    canonical,
    activity,
    costs,
    feasible: requirements.feasible ?? (() => true),
    meets: requirements.meets ?? (() => true),
  };
  const accuracy = (genome: Genome) =>
    truth(canonical(genome)) + roughness * normalOf(`${seed}:${keyOf(canonical(genome))}`);
  return {
    problem,
    accuracy,
    measured: (genome) => accuracy(genome) + noise * normalOf(`${seed} measured:${keyOf(canonical(genome))}`),
  };
}

/** What a run would tell of a sub-network. */
export function validate(simulated: SimulatedVit, genome: Genome): Metrics {
  return { accuracy: simulated.measured(genome) };
}

function inventTruth(random: Random, layers: number, shape: Shape): (genome: Genome) => number {
  const effects = Array.from({ length: layers }, () => ({
    layer: 0.5 + random.uniform(),
    heads: 2 * random.uniform() ** 2,
    hidden: 2 * random.uniform() ** 2,
    product: 1.5 * (random.uniform() - 0.5),
    next: 1.5 * (random.uniform() - 0.5),
  }));
  const share = (value: number, values: readonly number[]) => Math.sqrt(value / Math.max(...values));
  const strength = (genome: Genome) => {
    let sum = 0;
    const depth = shape.depths[genome[0]!]!;
    for (let layer = 0; layer < depth; layer++) {
      const effect = effects[layer]!;
      const heads = share(shape.heads[genome[1 + 2 * layer]!]!, shape.heads);
      const hidden = share(shape.hidden[genome[2 + 2 * layer]!]!, shape.hidden);
      sum += effect.layer + effect.heads * heads + effect.hidden * hidden + effect.product * heads * hidden;
      if (layer + 1 < depth) sum += effect.next * heads * share(shape.hidden[genome[4 + 2 * layer]!]!, shape.hidden);
    }
    return sum;
  };
  const scale = strength([
    shape.depths.length - 1,
    ...effects.flatMap(() => [shape.heads.length - 1, shape.hidden.length - 1]),
  ]);
  return (genome) => 0.82 - 0.3 * Math.exp((-3.5 * strength(genome)) / scale);
}

/** A standard normal number that belongs to a text. */
function normalOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  const random = seeded(hash);
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

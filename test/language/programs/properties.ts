import assert from 'node:assert/strict';
import {
  type Compilation,
  canonical,
  compile,
  configurationOf,
  conventions,
  costMetrics,
  costRange,
  costsAt,
  countSubnetworks,
  format,
  type Genome,
  genomeOf,
  type Hint,
  hintsOf,
  largest,
  type Network,
  networkAt,
  type Space,
  sampleGenome,
  smallest,
  statementCost,
  storedTensors,
} from '../../../language/index.ts';
import { commentsOf, treeOf } from '../format/content.ts';
import type { Program } from './program.ts';
import { settledCosts } from './settled-costs.ts';

/** What a program means; it has no errors. */
export function compiledProgram({ text, imports }: Program): Compilation {
  const compilation = compile(text, {
    file: 'program.lithe',
    resolve: (file) => (imports[file] === undefined ? undefined : { file, text: imports[file] }),
  });
  const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, [], `has no errors:\n${text}`);
  assert.notEqual(compilation.spaces.length, 0, `has a space:\n${text}`);
  return compilation;
}

/** A space with all of its sub-networks, each by its canonical genome, settled and priced by the second implementation. */
interface Enumerated {
  readonly space: Space;
  readonly settings: readonly Genome[];
  readonly subnetworks: readonly Settled[];
}

interface Settled {
  readonly genome: Genome;
  readonly network: Network;
  readonly costs: ReturnType<typeof settledCosts>;
}

/** Every setting of every decision, whether it is active or not. */
function everySetting(space: Space): readonly Genome[] {
  return space.decisions.reduce<readonly Genome[]>(
    (genomes, { values }) => genomes.flatMap((genome) => values.map((_, index) => [...genome, index])),
    [[]],
  );
}

function enumerated(space: Space): Enumerated {
  const settings = everySetting(space);
  const distinct = new Map(
    settings.map((setting) => canonical(space, setting)).map((genome) => [genome.join(), genome]),
  );
  const subnetworks = [...distinct.values()].map((genome) => {
    const network = networkAt(space, genome);
    return { genome, network, costs: settledCosts(network) };
  });
  return { space, settings, subnetworks };
}

/** Everything that holds of any program without errors; throws an AssertionError where something does not. */
export function checkProgram(program: Program): { readonly settings: number; readonly decisions: number } {
  checkFormat(program.text);
  const compilation = compiledProgram(program);
  const { spaces } = compilation;
  const hints = hintsOf(compilation);
  const all = spaces.map(enumerated);
  for (const one of all) {
    checkGenomes(one);
    checkCosts(one);
    checkStoredTensors(one);
    for (const hint of hints)
      if (hint.space === one.space)
        checkStatement(
          one,
          hint.steps.map(({ path }) => path),
          hint,
        );
  }
  return {
    settings: all.reduce((sum, { settings }) => sum + settings.length, 0),
    decisions: all.reduce((sum, { space }) => sum + space.decisions.length, 0),
  };
}

function checkFormat(text: string): void {
  const once = formatted(text);
  assert.equal(formatted(once), once, 'formatting twice equals once');
  assert.deepEqual(treeOf(once), treeOf(text), 'formatting keeps the syntax tree');
  assert.deepEqual(commentsOf(once), commentsOf(text), 'formatting keeps the comments');
}

function formatted(text: string): string {
  const result = format(text, 'program.lithe');
  assert.ok('text' in result, 'a program can be formatted');
  return result.text;
}

/** Genomes, configurations and samples name the same sub-networks. */
function checkGenomes({ space, settings, subnetworks }: Enumerated): void {
  const { decisions } = space;
  assert.equal(countSubnetworks(space), BigInt(subnetworks.length), 'the number of sub-networks');
  const networks = new Map(subnetworks.map(({ genome, network }) => [genome.join(), JSON.stringify(network)]));
  for (const [i, setting] of settings.entries()) {
    const genome = canonical(space, setting);
    assert.deepEqual(canonical(space, genome), genome, 'canonical is idempotent');
    // One setting of several is enough of what follows.
    if (i % 5 !== 0) continue;
    assert.equal(
      JSON.stringify(networkAt(space, setting)),
      networks.get(genome.join()),
      'inactive decisions change nothing',
    );
    assert.deepEqual(genomeOf(space, configurationOf(space, genome)), { genome }, 'a configuration and its genome');
    const all = decisions.map(({ path, values }, index) => [path, values[setting[index]!]!] as const);
    assert.deepEqual(genomeOf(space, Object.fromEntries(all)), { genome }, 'inactive decisions are ignored');
    for (const [left, decision] of decisions.entries()) {
      const without = Object.fromEntries(all.filter((_, index) => index !== left));
      const usual = setting.with(left, decision.default);
      assert.deepEqual(
        genomeOf(space, without),
        { genome: canonical(space, usual) },
        'a path left out takes its default',
      );
    }
    // Every decision uniform over its values: numbers in the middle of the value's share of [0, 1) draw this setting.
    let drawn = 0;
    const random = () => {
      const at = drawn;
      drawn += 1;
      return (setting[at]! + 0.5) / decisions[at]!.values.length;
    };
    assert.deepEqual(sampleGenome(space, random), genome, 'a sample is uniform over the values of each decision');
  }
}

/** The symbolic costs, their exact extremes and where these are reached, under every convention. */
function checkCosts({ space, subnetworks }: Enumerated): void {
  for (const convention of conventions) {
    const prices = subnetworks.map(({ costs: { products, ...costs }, genome }) => {
      const expected = { ...costs, macs: costs.macs[convention], bitops: costs.bitops[convention] };
      assert.deepEqual(costsAt(space, genome, convention), expected, `costs by ${convention}`);
      for (const cost of Object.values(expected)) assert.ok(Number.isSafeInteger(cost), 'a cost is an exact integer');
      return expected;
    });
    for (const metric of convention === 'matmul' ? costMetrics : (['macs', 'bitops'] as const)) {
      const range = costRange(space, metric, convention);
      assert.ok('smallest' in range, 'a small space has an exact range');
      const values = prices.map((costs) => costs[metric]);
      assert.equal(range.smallest.value, Math.min(...values), `smallest ${metric} by ${convention}`);
      assert.equal(range.largest.value, Math.max(...values), `largest ${metric} by ${convention}`);
      for (const { value, genome } of [range.smallest, range.largest]) {
        assert.equal(costsAt(space, genome, convention)[metric], value, `where the extreme ${metric} is reached`);
        assert.deepEqual(genome, canonical(space, genome), 'an extreme is reached at a canonical genome');
      }
    }
  }
  for (const end of [largest(space), smallest(space)]) assert.deepEqual(canonical(space, end), end);
}

/** A stored tensor has along each axis the largest extent that any sub-network takes, and no more. */
function checkStoredTensors({ space, subnetworks }: Enumerated): void {
  const reached = new Map<string, readonly number[]>();
  for (const { network } of subnetworks) {
    for (const { tensors } of network.operators) {
      for (const { stored, shape } of Object.values(tensors)) {
        const before = reached.get(stored) ?? shape;
        assert.equal(shape.length, before.length, 'a tensor has as many axes everywhere');
        reached.set(
          stored,
          shape.map((extent, axis) => Math.max(extent, before[axis]!)),
        );
      }
    }
  }
  const stored = storedTensors(space).map(({ path, shape }) => [path, shape] as const);
  for (const [path, shape] of stored) {
    if (reached.has(path)) assert.deepEqual(shape, reached.get(path), `the extents of ${path}`);
  }
  const known = new Set(stored.map(([path]) => path));
  for (const path of reached.keys()) assert.ok(known.has(path), `${path} is stored`);
}

/** The cost beside a statement is its range over the sub-networks in which some of it is present. */
function checkStatement({ space, subnetworks }: Enumerated, paths: readonly string[], { steps }: Hint): void {
  const values = subnetworks.flatMap(({ costs }) => {
    const products = paths.flatMap((path) => costs.products.get(path) ?? []);
    return products.length === 0 ? [] : [products.reduce((sum, macs) => sum + macs)];
  });
  const range = statementCost(space, steps);
  if (range === undefined) assert.equal(values.length, 0, 'a statement without a price is nowhere');
  else {
    assert.ok('smallest' in range, 'a statement of a small space has an exact range');
    const ends = [range.smallest.value, range.largest.value];
    assert.deepEqual(ends, [Math.min(...values), Math.max(...values)], 'the price of a statement');
  }
}

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  costRange,
  costsAt,
  countSubnetworks,
  type Genome,
  genomeOf,
  largest,
  networkAt,
  type Space,
  smallest,
} from '../../language/index.ts';
import { readSource } from '../../runtime/source.ts';
import { type Published, printedAs, published } from './figures.ts';

const folder = 'examples/published';
const models = readdirSync(folder).map((file) => file.slice(0, -'.lithe'.length));

function genomeAt(space: Space, at: Published['at']) {
  if (at === undefined || at === 'largest') return largest(space);
  if (at === 'smallest') return smallest(space);
  const found = genomeOf(space, at);
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  return found.genome;
}

/** The numbers in the tables of embeddings: each table once, at its largest use. */
function embeddingsAt(space: Space, genome: Genome): number {
  const tables = new Map<string, number>();
  for (const { operator, tensors } of networkAt(space, genome).operators) {
    if (operator !== 'embedding') continue;
    const { stored, shape } = tensors.weight!;
    tables.set(stored, Math.max(tables.get(stored) ?? 0, shape[0]! * shape[1]!));
  }
  return [...tables.values()].reduce((sum, count) => sum + count, 0);
}

it('holds every model against a published figure', () => {
  expect(models).toEqual(Object.keys(published).sort());
});

describe.each(models)('%s', (model) => {
  const file = `${folder}/${model}.lithe`;
  const { compilation } = readSource(file);
  const space = compilation.spaces[0]!;

  it('is one super-network without problems', () => {
    expect(compilation.diagnostics.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(compilation.spaces).toHaveLength(1);
  });

  it.each(published[model] ?? [])('costs what is published: $source, $at', (figure) => {
    const genome = genomeAt(space, figure.at);
    const costs = costsAt(space, genome, figure.convention ?? 'matmul');
    const params = costs.params - (figure.withoutEmbeddings ? embeddingsAt(space, genome) : 0);
    if (figure.params !== undefined) expect(printedAs(figure.params, params)).toBe(figure.params);
    if (figure.macs !== undefined) expect(printedAs(figure.macs, costs.macs)).toBe(figure.macs);
  });

  it('has an exact range and an exact number of sub-networks', () => {
    for (const metric of ['macs', 'params'] as const) expect(costRange(space, metric)).toHaveProperty('smallest');
    expect(countSubnetworks(space)).toBeGreaterThan(0n);
  });
});

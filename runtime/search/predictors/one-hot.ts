import type { Genome } from '../../../language/index.ts';

/** Genes with the same index: the dot product of two one-hot codes in which no gene is masked. */
export function equalGenes(a: Genome, b: Genome): number {
  let count = 0;
  for (let gene = 0; gene < a.length; gene++) if (a[gene] === b[gene]) count += 1;
  return count;
}

/** One-hot columns that are not the same in all genomes. */
export function varyingColumns(genomes: readonly Genome[]): number {
  return (genomes[0] ?? []).reduce((sum, _, gene) => {
    const values = new Set(genomes.map((genome) => genome[gene]!));
    return values.size > 1 ? sum + values.size : sum;
  }, 0);
}

import type { Tensor as OrtTensor } from 'onnxruntime-node';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type BoundWeight, emptyTensor, trainedOf } from './bound-weights.ts';
import type { TrainingState } from './state.ts';

/**
 * A table that a graph does nothing with but look up rows by one of its inputs. Its gradient is 0 but in those rows, so the
 * graph gives the gradient of what was looked up, and the sums are made in the state: a table of 30,522 rows of which
 * a batch of texts reads 2,048 would else be filled, written and added for each of a step's networks.
 */
export interface Lookup {
  readonly weight: BoundWeight;
  /** Name of the graph's input, int32, of rows. */
  readonly indices: string;
  /** What was looked up, `[...indices, …]`. */
  readonly rows: Tensor;
}

/** Lookups in trained tables, one for each place that looks up. */
export function lookupsIn(graph: Graph, weights: readonly BoundWeight[]): Lookup[] {
  return trainedOf(weights).flatMap((weight) => {
    const { starts } = weight.slice;
    if (starts.length > 1 && starts.length !== weight.shape[0]) return [];
    const found: Lookup[] = [];
    for (const { primitive, inputs, outputs } of graph.nodes) {
      if (!inputs.some((input) => input === weight.input)) continue;
      const indices = graph.inputs.find(({ tensor }) => tensor === inputs[1] && tensor.type === 'int32');
      if (primitive !== 'Gather' || !indices) return [];
      found.push({ weight, indices: indices.name, rows: outputs[0] });
    }
    return found;
  });
}

/** Name of the output with the gradient of what was looked up. */
export function rowsName({ weight, indices }: Lookup): string {
  return `gradient of ${weight.name} by ${indices}`;
}

/** Where a run of the graph leaves the gradients. */
export function rowsFetches(lookups: readonly Lookup[]): Record<string, OrtTensor> {
  return Object.fromEntries(lookups.map((lookup) => [rowsName(lookup), emptyTensor(lookup.rows.shape)]));
}

/** Adds the gradients of a run to the state's, in the order of the indices. */
export function addRows(
  state: TrainingState,
  lookups: readonly Lookup[],
  feeds: Readonly<Record<string, OrtTensor>>,
  fetches: Readonly<Record<string, OrtTensor>>,
): void {
  for (const lookup of lookups) {
    const { tensor, slice, shape } = lookup.weight;
    const width = slice.count / shape[0]!;
    const sums = state.view('gradients', tensor);
    const rows = fetches[rowsName(lookup)]!.data as Float32Array;
    const indices = feeds[lookup.indices]!.data as Int32Array;
    for (const [place, index] of indices.entries()) {
      const at = slice.starts.length === 1 ? slice.starts[0]! + index * width : slice.starts[index]!;
      for (let column = 0; column < width; column++) sums[at + column]! += rows[place * width + column]!;
    }
  }
}

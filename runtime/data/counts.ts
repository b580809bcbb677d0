import type { Dataset } from '../../language/index.ts';
import type { LoadedDataset, Samples } from './samples.ts';

/** How many samples there are of each split, in all and by class. */
export interface SampleCounts extends SplitCounts {
  /** Of each class, in the order of the network's outputs; none where numbers are told. */
  readonly classes: readonly (SplitCounts & { readonly name: string })[];
  /** Of the validation samples' numbers: the mean squared error of whoever always answers their mean. */
  readonly variance?: number;
}

export interface SplitCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export function countSamples({ train, validation, test, told }: LoadedDataset): SampleCounts {
  const names = told.kind === 'class' ? told.names : [];
  const byClass = (samples: Samples | undefined): number[] => {
    const counts = names.map(() => 0);
    if (names.length > 0) for (const label of samples?.labels ?? []) counts[label]! += 1;
    return counts;
  };
  const [trained, validated, tested] = [byClass(train), byClass(validation), byClass(test)];
  return {
    train: train.count,
    validation: validation.count,
    test: test?.count ?? 0,
    classes: names.map((name, index) => ({
      name,
      train: trained[index]!,
      validation: validated[index]!,
      test: tested[index]!,
    })),
    ...(told.kind === 'number' && { variance: varianceOf(validation.labels) }),
  };
}

/** A warning of one line where a dataset lists classes that no training sample has; undefined where all have some. */
export function emptyClasses({ task, train }: Dataset, { classes }: SampleCounts): string | undefined {
  if (task.kind !== 'class' || task.classes === undefined) return undefined;
  const empty = classes.filter((one) => one.train === 0).map(({ name }) => name);
  if (empty.length === 0) return undefined;
  const listed = empty.slice(0, MOST_LISTED).join(', ') + (empty.length > MOST_LISTED ? ' and others' : '');
  const { file, line, column } = train.source;
  const files = train.files.map((name) => JSON.stringify(name)).join(', ');
  const [which, them] = empty.length === 1 ? ['the class', 'it'] : ['the classes', 'them'];
  return (
    `${file}:${line}:${column}: no training sample in ${files} is of ${which} ${listed}: ` +
    `put some there, or take ${them} out of \`classes\`.`
  );
}

const MOST_LISTED = 5;

function varianceOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

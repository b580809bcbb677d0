import type { Task } from '../../language/index.ts';
import { LitheError } from '../errors.ts';

/** The labels of one split: the different ones in the order first met, with where that was, and each sample's index into them. */
export interface RawLabels {
  readonly distinct: readonly { readonly label: string; readonly place: string }[];
  readonly labels: ArrayLike<number>;
}

/** Tells labels of all kinds apart by what is written; each sample then refers to the first one like it. */
export function distinctLabels(labels: ArrayLike<string | number>, placeOf: (sample: number) => string): RawLabels {
  const known = new Map<string | number, number>();
  const distinct: { label: string; place: string }[] = [];
  const indices = Int32Array.from({ length: labels.length }, (_, sample) => {
    const label = labels[sample]!;
    const index = known.get(label) ?? distinct.length;
    if (index === distinct.length) {
      known.set(label, index);
      distinct.push({ label: String(label), place: placeOf(sample) });
    }
    return index;
  });
  return { distinct, labels: indices };
}

/**
 * The classes in the order of the network's outputs: as declared, or those of the training data, where whole numbers
 * stand for themselves and names are sorted. Throws a LitheError where the network has too few outputs.
 */
export function classNames(task: Task & { kind: 'class' }, { distinct }: RawLabels, outputs: number): string[] {
  if (task.classes) return [...task.classes];
  const numbers = distinct.every(({ label }) => /^\d{1,9}$/.test(label));
  if (numbers) {
    const wrong = distinct.find(({ label }) => Number(label) >= outputs);
    if (wrong) throw outside(wrong, outputs);
    const count = Math.max(...distinct.map(({ label }) => Number(label))) + 1;
    return Array.from({ length: count }, (_, index) => String(index));
  }
  const names = distinct.map(({ label }) => label).sort();
  if (names.length <= outputs) return names;
  const { label, place } = distinct[outputs]!;
  throw new LitheError(
    `${place}: ${label.slice(0, 60)} is one class more than the ${outputs} that the network tells apart: ` +
      `give it ${names.length} outputs, or list the \`classes\` of the dataset.`,
  );
}

function outside({ label, place }: { readonly label: string; readonly place: string }, outputs: number): LitheError {
  return new LitheError(
    `${place}: label ${label}, and the network tells ${outputs} classes apart (0 to ${outputs - 1}).`,
  );
}

/** [count]: each sample's class. Throws a LitheError that names the first sample whose label is none of the classes. */
export function classesOf({ distinct, labels }: RawLabels, names: readonly string[]): Float32Array {
  const known = new Map(names.map((name, index) => [name, index]));
  const classes = distinct.map(({ label, place }) => {
    // Numbers may be written in several ways: 3, 03.
    const found = known.get(label) ?? (/^\d{1,9}$/.test(label) ? known.get(String(Number(label))) : undefined);
    if (found !== undefined) return found;
    const listed =
      names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
    throw new LitheError(`${place}: label ${JSON.stringify(label.slice(0, 60))} is none of the classes: ${listed}.`);
  });
  return sharedFloats(labels.length, (sample) => classes[labels[sample]!]!);
}

/** [count]: each sample's number. Throws a LitheError that names the first sample with something else. */
export function numbersOf({ distinct, labels }: RawLabels): Float32Array {
  const numbers = distinct.map(({ label, place }) => {
    const value = Math.fround(Number(label));
    if (Number.isFinite(value)) return value;
    throw new LitheError(`${place}: ${JSON.stringify(label.slice(0, 60))} is no number that float32 holds.`);
  });
  return sharedFloats(labels.length, (sample) => numbers[labels[sample]!]!);
}

export function sharedFloats(count: number, value: (index: number) => number): Float32Array {
  const floats = new Float32Array(new SharedArrayBuffer(4 * count));
  for (let index = 0; index < count; index++) floats[index] = value(index);
  return floats;
}

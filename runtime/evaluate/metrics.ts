import type { Told } from '../data/samples.ts';

/** What was measured on some samples, by name: the metrics of the task, and `count` of samples. */
export type Measured = Readonly<Record<string, number>>;

/**
 * The metrics of a task.
 * @param outputs of the network, [count, outputs]
 * @param labels [count]: the class, or the number
 */
export function measure(outputs: Float32Array, labels: Float32Array, told: Told): Measured {
  return told.kind === 'class'
    ? classMetrics(confusion(outputs, labels, told.outputs), told.names.length)
    : numberMetrics(outputs, labels);
}

/** How often each class (row) was taken for each (column), row-major [outputs, outputs]; the first of equal outputs counts. */
function confusion(outputs: Float32Array, labels: Float32Array, width: number): Float64Array {
  const counts = new Float64Array(width * width);
  labels.forEach((label, sample) => {
    let best = sample * width;
    for (let at = best + 1; at < (sample + 1) * width; at++) if (outputs[at]! > outputs[best]!) best = at;
    counts[label * width + (best - sample * width)]! += 1;
  });
  return counts;
}

/**
 * `accuracy` with how many are `correct`; `f1`: of two classes that of the second (the positive one, as in GLUE), of more
 * the mean over the classes that occur or are answered (macro), 0 where nothing is found; `matthews`: the correlation
 * coefficient, of more than two classes R_K (Gorodkin 2004), 0 where labels or answers are all of one class.
 */
function classMetrics(counts: Float64Array, classes: number): Measured {
  const width = Math.sqrt(counts.length);
  const all = Array.from({ length: width }, (_, index) => index);
  const at = (label: number, answer: number): number => counts[label * width + answer]!;
  const labelled = all.map((label) => all.reduce((sum, answer) => sum + at(label, answer), 0));
  const answered = all.map((answer) => all.reduce((sum, label) => sum + at(label, answer), 0));
  const count = labelled.reduce((sum, one) => sum + one, 0);
  const correct = all.reduce((sum, one) => sum + at(one, one), 0);
  const f1Of = (one: number): number => {
    const of = labelled[one]! + answered[one]!;
    return of === 0 ? 0 : (2 * at(one, one)) / of;
  };
  const occurring = all.filter((one) => labelled[one]! + answered[one]! > 0);
  const macro = occurring.reduce((sum, one) => sum + f1Of(one), 0) / occurring.length;
  const squares = (of: readonly number[]): number => of.reduce((sum, one) => sum + one * one, 0);
  const spread = Math.sqrt(count ** 2 - squares(answered)) * Math.sqrt(count ** 2 - squares(labelled));
  const agreement = correct * count - all.reduce((sum, one) => sum + labelled[one]! * answered[one]!, 0);
  return {
    accuracy: correct / count,
    f1: classes === 2 ? f1Of(1) : macro,
    matthews: spread === 0 ? 0 : agreement / spread,
    correct,
    count,
  };
}

/** `pearson`: the correlation coefficient, 0 where answers or numbers are all alike; `mse`: the mean squared error. */
function numberMetrics(outputs: Float32Array, labels: Float32Array): Measured {
  const count = labels.length;
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / count;
  const [centreOfOutputs, centreOfLabels] = [mean(outputs), mean(labels)];
  let [squared, product, ofOutputs, ofLabels] = [0, 0, 0, 0];
  for (let sample = 0; sample < count; sample++) {
    const [output, label] = [outputs[sample]!, labels[sample]!];
    squared += (output - label) ** 2;
    product += (output - centreOfOutputs) * (label - centreOfLabels);
    ofOutputs += (output - centreOfOutputs) ** 2;
    ofLabels += (label - centreOfLabels) ** 2;
  }
  const spread = Math.sqrt(ofOutputs) * Math.sqrt(ofLabels);
  return { pearson: spread === 0 ? 0 : product / spread, mse: squared / count, count };
}

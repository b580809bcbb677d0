/**
 * How well predictors rank real sub-networks that they were not fitted on.
 *
 *     node test/bench/predictors.ts FILE.jsonl [--splits 10]
 *
 * Each line of the file is one measured sub-network of Once-for-All MobileNetV3: its configuration by path (a depth for
 * each stage, a kernel and an expansion for each unit, of which the first `depth` are active), MACs, params and top1.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { encoder } from '../../runtime/search/encoding.ts';
import { fitGaussianProcess } from '../../runtime/search/predictors/gaussian-process.ts';
import { fitLinasPredictor } from '../../runtime/search/predictors/linas-predictor.ts';
import { keyOf, type Point, type Problem } from '../../runtime/search/problem.ts';
import { seeded } from '../../runtime/search/random-numbers.ts';

interface Row {
  readonly config: Readonly<Record<string, number>>;
  readonly macs: number;
  readonly params: number;
  readonly top1: number;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { splits: { type: 'string' } } });
const [file] = positionals;
if (file === undefined) throw new Error('usage: node test/bench/predictors.ts FILE.jsonl [--splits 10]');
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line): Row => JSON.parse(line));

const paths = [...new Set(rows.flatMap(({ config }) => Object.keys(config)))];
const decisions = paths.map((path) => {
  const values = [...new Set(rows.flatMap(({ config }) => config[path] ?? []))].sort((a, b) => a - b);
  return { path, name: path.split('.').at(-1)!, values, largest: values.length - 1, smallest: 0 };
});
const problem: Problem = {
  decisions,
  objectives: [],
  count: undefined,
  costRange: { macs: [0, 1], params: [0, 1] },
  measured: ['top1'],
  requirements: [],
  canonical: (genome) => genome,
  activity: () => decisions.map(() => true),
  costs: () => ({}),
  feasible: () => true,
  meets: () => true,
};
const points = rows.map(({ config, macs, params }): Point => {
  const activity = paths.map((path) => {
    const unit = /^(\w+)\.unit\[(\d+)\]/.exec(path);
    return unit === null || Number(unit[2]) < config[`${unit[1]}.depth`]!;
  });
  const genome = decisions.map(({ path, values }, gene) =>
    activity[gene] ? Math.max(0, values.indexOf(config[path]!)) : 0,
  );
  return { genome, key: keyOf(genome), activity, costs: { macs, params } };
});
const encode = encoder(problem);
const features = points.map(encode);
const splits = Number(values.splits ?? 10);

console.log('| fitted on | Gaussian process | LINAS predictor | MACs alone |\n|---|---|---|---|');
for (const size of [25, 50, 100, 200]) {
  const taus = Array.from({ length: splits }, (_, split) => {
    const order = seeded(split).shuffled([...rows.keys()]);
    const [train, test] = [order.slice(0, size), order.slice(size)];
    const top1 = train.map((index) => rows[index]!.top1);
    const process = fitGaussianProcess(
      train.map((index) => features[index]!),
      top1,
    );
    const linas = fitLinasPredictor(
      train.map((index) => points[index]!.genome),
      top1,
    );
    const truth = test.map((index) => rows[index]!.top1);
    return [
      kendall(
        test.map((index) => process.predict(features[index]!)),
        truth,
      ),
      kendall(
        test.map((index) => linas(points[index]!.genome)),
        truth,
      ),
      kendall(
        test.map((index) => rows[index]!.macs),
        truth,
      ),
    ];
  });
  const means = [0, 1, 2].map((column) => taus.reduce((sum, row) => sum + row[column]!, 0) / splits);
  console.log(`| ${size} | ${means.map((mean) => mean.toFixed(3)).join(' | ')} |`);
}

/** Kendall's rank correlation: the share of pairs in the same order less the share in the opposite order. */
function kendall(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) sum += Math.sign((a[i]! - a[j]!) * (b[i]! - b[j]!));
  }
  return sum / ((a.length * (a.length - 1)) / 2);
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Compilation, compile, costMetrics, costRange, countSubnetworks } from '../../language/index.ts';

/**
 * `node test/bench/exact.ts [ROUNDS]`: processor time to compile every example, and to work out the exact smallest and
 * largest of all five costs and the number of sub-networks, each from nothing: the median of so many rounds, after one
 * that is not counted.
 */
const [rounds = 15] = process.argv.slice(2).map(Number);
const files = ['examples', 'examples/published'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.lithe'))
    .map((name) => join(folder, name)),
);

function resolve(specifier: string, importer: string) {
  const file = join(dirname(importer), specifier);
  return { file, text: readFileSync(file, 'utf8') };
}

function milliseconds<Result>(work: () => Result): [number, Result] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}

function exact({ spaces }: Compilation): bigint {
  let networks = 0n;
  for (const space of spaces) {
    for (const metric of costMetrics) {
      const range = costRange(space, metric);
      if ('problem' in range) throw new Error(range.problem.message);
    }
    const counted = countSubnetworks(space);
    if (counted === undefined) throw new Error(`${space.name} cannot be counted`);
    networks += counted;
  }
  return networks;
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!;
const times = new Map(files.map((file) => [file, { compiling: [] as number[], exact: [] as number[], networks: 0n }]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [file, known] of times) {
    const text = readFileSync(file, 'utf8');
    const [compiling, compilation] = milliseconds(() => compile(text, { file, resolve }));
    const [working, networks] = milliseconds(() => exact(compilation));
    known.networks = networks;
    if (round === 0) continue;
    known.compiling.push(compiling);
    known.exact.push(working);
  }
}
process.stdout.write('| example | sub-networks | compile, ms | ranges and count, ms |\n| --- | --- | --- | --- |\n');
for (const [file, { compiling, exact, networks }] of times) {
  const cells = [
    file.replace('examples/', ''),
    networks < 1e6 ? `${networks}` : Number(networks).toExponential(1),
    median(compiling).toFixed(1),
    median(exact).toFixed(1),
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

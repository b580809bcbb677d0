import { mutate } from '../language/mutated/mutate.ts';
import { originals, withstand } from '../language/mutated/withstand.ts';
import { randomFrom } from '../language/random.ts';

/**
 * `node test/bench/mutations.ts [NUMBER] [SEED]`: compiles, prices and formats so many mutated examples; prints those
 * that throw or that take more than a second of processor time, and the slowest.
 */
const [number = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const random = randomFrom(seed);
let [failed, slowest, total] = [0, 0, 0];
for (let i = 0; i < number; i += 1) {
  const text = mutate(originals[i % originals.length]!, random);
  const start = process.cpuUsage();
  let problem: string | undefined;
  try {
    withstand(text);
  } catch (error) {
    problem = String(error);
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  total += seconds;
  slowest = Math.max(slowest, seconds);
  if (seconds > 1) problem ??= `took ${seconds.toFixed(2)} s`;
  if ((i + 1) % 1000 === 0) process.stderr.write(`${i + 1} tried, ${failed} failed\n`);
  if (problem === undefined) continue;
  failed += 1;
  process.stdout.write(`---- ${problem}\n${JSON.stringify(text)}\n`);
}
const mean = ((1000 * total) / number).toFixed(1);
process.stdout.write(
  `${number} mutated texts, seed ${seed}: ${failed} failed; ${mean} ms each, the slowest ${slowest.toFixed(2)} s\n`,
);
process.exitCode = failed === 0 ? 0 : 1;

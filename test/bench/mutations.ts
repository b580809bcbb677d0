import { mutate } from '../language/mutated/mutate.ts';
import { originals, withstand } from '../language/mutated/withstand.ts';
import { randomFrom } from '../language/random.ts';

/**
 * `node test/bench/mutations.ts [NUMBER] [SEED]`: compiles, prices and formats so many mutated examples; prints those
 * that throw or of which one of these takes more than a second of processor time, and the slowest.
 */
const [number = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const random = randomFrom(seed);
let [failed, total] = [0, 0];
let slowest = { what: '', seconds: 0 };

/** Processor time of all threads, garbage collection's included. */
function secondsOf<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}

for (let i = 0; i < number; i += 1) {
  const text = mutate(originals[i % originals.length]!, random);
  let problem: string | undefined;
  try {
    withstand(text, (what, work) => {
      const { result, seconds } = secondsOf(work);
      total += seconds;
      if (seconds > slowest.seconds) slowest = { what, seconds };
      if (seconds > 1) problem ??= `to ${what} took ${seconds.toFixed(2)} s`;
      return result;
    });
  } catch (error) {
    problem = String(error);
  }
  if ((i + 1) % 1000 === 0) process.stderr.write(`${i + 1} tried, ${failed} failed\n`);
  if (problem === undefined) continue;
  failed += 1;
  process.stdout.write(`---- ${problem}\n${JSON.stringify(text)}\n`);
}
const mean = ((1000 * total) / number).toFixed(1);
process.stdout.write(
  `${number} mutated texts, seed ${seed}: ${failed} failed; ${mean} ms each, the slowest ${slowest.seconds.toFixed(2)} s, to ${slowest.what}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;

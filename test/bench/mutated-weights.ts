/**
 * Reads so many spoiled files of weights (100,000 where no number is given): `npm run fuzz:weights -- 1000000`. The first
 * few thousand are the unit tests' too; the number of a failing one is in its message.
 */
import { readMutated } from '../runtime/weights/mutated.ts';

const count = Number(process.argv[2] ?? 100_000);
const began = performance.now();
let read = 0;
for (let seed = 0; seed < count; seed++) if (readMutated(seed)) read += 1;
const seconds = (performance.now() - began) / 1000;
console.log(
  `${count} spoiled files in ${seconds.toFixed(0)} s: ${read} were sound still, ${count - read} were refused with a reason; ` +
    `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB in the end.`,
);

/**
 * Reads many spoiled files of every format that datasets have, and checkpoints: `npm run fuzz:data -- [COUNT] [FORMAT]`,
 * 100,000 of each where nothing is said. Prints how many of each were read all the same; ends with an error where one did
 * anything but end in a message of one line.
 */
import { readMutated } from '../runtime/data/mutated.ts';
import { readMutatedCheckpoints } from '../runtime/train/mutated-checkpoint.ts';

const [count = '100000', format] = process.argv.slice(2);
if (format !== 'checkpoint') console.log(await readMutated(Number(count), format));
if (format === undefined || format === 'checkpoint') console.log({ checkpoint: readMutatedCheckpoints(Number(count)) });
console.log(`Largest memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);

/**
 * What `lithe run` says training takes of memory beside what it then takes: the peak of the resident memory of a process
 * that trains, less what the same process holds once the data are read and the engine stands. Run: `npm run bench:memory`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../runtime/train/engine.ts';
import { vits } from './models.ts';

const STEPS = 12;
const examples = join(import.meta.dirname, '..', '..', 'examples');
const cnn = readFileSync(join(examples, 'digits-cnn.lithe'), 'utf8');
const vit = readFileSync(join(examples, 'digits-vit.lithe'), 'utf8');

const cases: Readonly<Record<string, { readonly text: string; readonly search: string }>> = {
  'examples/digits-vit': { text: vit, search: 'OnDigits' },
  'examples/digits-vit, batch 512': { text: vit.replace(/batch 64/, 'batch 512'), search: 'OnDigits' },
  'examples/digits-cnn': { text: cnn, search: /search (\w+)/.exec(cnn)![1]! },
  [vits[1]!.name]: { text: vits[1]!.text, search: /search (\w+)/.exec(vits[1]!.text)![1]! },
};

const [, , asked] = process.argv;
if (asked === undefined) {
  process.stdout.write(
    '| search | state | activations | estimate | measured | measured / estimate |\n| - | - | - | - | - | - |\n',
  );
  for (const name of Object.keys(cases)) {
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], {
      encoding: 'utf8',
    });
    process.stdout.write(stdout);
    process.stderr.write(stderr);
  }
} else {
  const { text, search } = cases[asked]!;
  const source = { file: join(examples, 'memory.lithe'), text, imports: {} };
  const engine = await createEngine({ source, search, threads: 2 });
  const before = process.memoryUsage.rss();
  await engine.train(STEPS, STEPS);
  const measured = 1024 * process.resourceUsage().maxRSS - before;
  const { state, activations } = engine.summary.memory!;
  const cells = [state, activations, state + activations, measured].map(
    (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`,
  );
  process.stdout.write(`| ${[asked, ...cells, (measured / (state + activations)).toFixed(2)].join(' | ')} |\n`);
  await engine.dispose();
}

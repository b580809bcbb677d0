/** The whole way on real digits: fine-tune, search, show the front, export its knee, and check the file by ONNX Runtime alone. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const began = performance.now();

node('scripts/generate.ts');
node('scripts/build.ts');
node('scripts/digits.ts');

heading('lithe run examples/digits-vit.lithe');
const folder = lithe('run', 'examples/digits-vit.lithe').trim();

heading('The front');
say(lithe('front', folder));
say(lithe('front', folder, '--format', 'picture'));
const front = JSON.parse(lithe('front', folder, '--json')) as Front;
say(`Hypervolume of the search:         ${front.hypervolume.toFixed(4)}`);
say(
  `Hypervolume of the random control: ${front.control.hypervolume.toFixed(4)} (${front.control.evaluations} evaluations)`,
);
say(`Folder of the run: ${folder}`);

heading('The knee as a plain ONNX file');
const file = lithe('export', folder, '--pick', 'knee', '-o', join(folder, 'knee.onnx')).trim();
say(file);
const said = front.points.find(({ id }) => id === front.knee)!.test;
const data = join(root, 'examples/data/digits');
const found = JSON.parse(
  node('examples/run-exported.mjs', file, `${data}/test-images.idx3-ubyte`, `${data}/test-labels.idx1-ubyte`),
) as Tested;
say(`Held-out digits right, says the front:                ${said.correct} of ${said.count}`);
say(`Held-out digits right, by onnxruntime-node by itself: ${found.correct} of ${found.count}`);
if (found.correct !== said.correct || found.count !== said.count) fail('They differ: this is a mistake in Lithe.');
say(`\nDone in ${((performance.now() - began) / 60_000).toFixed(1)} minutes.`);

interface Tested {
  readonly correct: number;
  readonly count: number;
}

interface Front {
  readonly hypervolume: number;
  readonly control: { readonly hypervolume: number; readonly evaluations: number };
  readonly knee: number;
  readonly points: readonly { readonly id: number; readonly test: Tested }[];
}

function lithe(...args: string[]): string {
  return node('dist/lithe.js', ...args);
}

/** What a script prints; its progress goes to the terminal. Ends the demonstration where it fails. */
function node(...args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  if (status !== 0) fail(`${args.join(' ')} ended with exit code ${status}.`);
  return stdout;
}

function heading(text: string): void {
  say(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);
}

function say(text: string): void {
  console.log(text.trimEnd());
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}

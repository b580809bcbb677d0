/**
 * What a ViT-B/16 costs: compiled and priced by Lithe from its text, and by fvcore and torchprofile from the model of
 * timm, alternating in one run. Then the exact smallest, largest and count of every example.
 * Run: `npm run bench:pricing`. PyTorch and the tools are installed from their registry into a cache folder at the first
 * run.
 */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compile, costRange, costsAt, countSubnetworks, defaults } from '../../language/index.ts';
import { python } from './python.ts';

const ROUNDS = 15;
const examples = join(import.meta.dirname, '..', '..', 'examples');

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function priced(text: string, convention: 'fvcore' | 'torchprofile') {
  const start = performance.now();
  const space = compile(text, { file: 'vit.lithe' }).spaces[0]!;
  const { macs, params } = costsAt(space, defaults(space), convention);
  return { macs, params, ms: performance.now() - start };
}

const text = readFileSync(join(examples, 'published', 'vit_base_patch16_224.lithe'), 'utf8');
const interpreter = python('torch', 'numpy', 'timm', 'fvcore', 'torchprofile');
const peer = spawn(interpreter, [join(import.meta.dirname, 'pricing.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
const answer = async () => JSON.parse((await lines.next()).value);
const versions = await answer();

console.log(`ViT-B/16, PyTorch ${versions.torch}, timm ${versions.timm}; median of ${ROUNDS} rounds, ms.\n`);
console.log('| tool | its MACs | its time | Lithe, the same convention | its time | ratio [least, most] |');
console.log('| ---- | -------- | -------- | -------------------------- | -------- | ------------------- |');
for (const tool of ['fvcore', 'torchprofile'] as const) {
  const rounds = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    peer.stdin.write(`${tool}\n`);
    const theirs = await answer();
    const ours = priced(text, tool);
    if (theirs.params !== ours.params) throw new Error(`${theirs.params} parameters, and ${ours.params} in Lithe.`);
    if (round >= 0) rounds.push({ theirs, ours });
  }
  const ratios = rounds.map(({ theirs, ours }) => theirs.ms / ours.ms);
  const [theirs, ours] = [median(rounds.map((one) => one.theirs.ms)), median(rounds.map((one) => one.ours.ms))];
  const { theirs: last, ours: own } = rounds.at(-1)!;
  const ratio = `${median(ratios).toFixed(0)} [${Math.min(...ratios).toFixed(0)}, ${Math.max(...ratios).toFixed(0)}]`;
  console.log(`| ${[tool, last.macs, theirs.toFixed(1), own.macs, ours.toFixed(2), ratio].join(' | ')} |`);
}
peer.stdin.end();

console.log('\n| example | first time: compiled, priced, ms | again: compiled, priced, ms | sub-networks |');
console.log('| ------- | -------------------------------- | --------------------------- | ------------ |');
for (const file of globSync('**/*.lithe', { cwd: examples }).toSorted()) {
  const source = readFileSync(join(examples, file), 'utf8');
  const runs = Array.from({ length: 10 }, () => {
    const start = performance.now();
    const { spaces } = compile(source, { file });
    const compiled = performance.now();
    const counts = spaces.map((space) => {
      for (const metric of ['macs', 'params', 'bytes', 'activations', 'bitops'] as const) costRange(space, metric);
      return countSubnetworks(space);
    });
    return { compiled: compiled - start, priced: performance.now() - compiled, counts };
  });
  const again = ['compiled', 'priced'].map((phase) => median(runs.map((run) => run[phase as 'priced'])).toFixed(1));
  const [first] = runs;
  const times = [`${first!.compiled.toFixed(1)}, ${first!.priced.toFixed(1)}`, again.join(', ')];
  console.log(`| ${[file, ...times, first!.counts.join(', ')].join(' | ')} |`);
}

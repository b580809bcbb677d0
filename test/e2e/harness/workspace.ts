import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

/** A temporary folder with the example in it, small enough to search within a test. */
export interface Workspace {
  readonly folder: string;
  /** Name of the .lithe file in it. */
  readonly file: string;
  readonly text: string;
  remove(): void;
}

/** Fewer of the real digits, and a search with fewer epochs and evaluations; all else is the example as it ships. */
export function digitsWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'lithe-workspace-'));
  const file = 'digits-vit.lithe';
  const text = readFileSync(join(examples, file), 'utf8');
  const smaller = text
    .replace(/epochs\s+\d+/, 'epochs 6')
    .replace(/explore linas\(.*\)/, 'explore linas(population: 10, evaluations: 30, per_epoch: 6)');
  writeFileSync(join(folder, file), smaller);
  const data = join(folder, 'data', 'digits');
  mkdirSync(data, { recursive: true });
  for (const [set, count] of [
    ['train', 1600],
    ['test', 200],
  ] as const) {
    copyFirst(data, `${set}-images.idx3-ubyte`, 3, count);
    copyFirst(data, `${set}-labels.idx1-ubyte`, 1, count);
  }
  return { folder, file, text: smaller, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The first samples of an IDX file: a magic number, the extents as big-endian 32-bit numbers, then bytes. */
function copyFirst(to: string, name: string, axes: number, count: number): void {
  const bytes = Buffer.from(readFileSync(join(examples, 'data', 'digits', name)));
  const header = 4 + 4 * axes;
  const extents = Array.from({ length: axes }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const sample = extents.slice(1).reduce((size, extent) => size * extent, 1);
  bytes.writeUInt32BE(count, 4);
  writeFileSync(join(to, name), bytes.subarray(0, header + count * sample));
}

/**
 * From a keystroke to everything that it changes: the language server runs as VS Code runs it, is told of one key
 * at a time, and is asked at once for all inlay hints, and behind them for all code lenses. A keystroke lasts until the diagnostics
 * and the hints of its version are there; over a line that does not parse the server leaves the hints as they are.
 * Then 10,000 keystrokes in an example, in this process, for the memory that they leave.
 * Run: `npm run bench:keystroke -- [keystrokes] [server command…]`.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  CancellationTokenSource,
  CodeLensRequest,
  createMessageConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  InlayHintRequest,
  IPCMessageReader,
  IPCMessageWriter,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Recompiler } from '../../language/index.ts';
import { randomFrom } from '../language/random.ts';
import { type Keystroke, largeFile, largeNetwork, typing } from './large.ts';

const WARM_UP = 200;
/** Milliseconds: twenty keys a second. */
const betweenKeys = 50;
/** As the extension starts the server. */
const roomForYoung = ['--min-semi-space-size=64', '--max-semi-space-size=64'];
const [keystrokes = '1000', ...command] = process.argv.slice(2);
const server =
  command.length > 0
    ? command
    : [process.execPath, ...roomForYoung, join(import.meta.dirname, '..', '..', 'server', 'main.ts'), '--node-ipc'];

interface Lasted {
  /** Milliseconds until diagnostics and hints were there. */
  readonly wall: number;
  /** Milliseconds until the code lenses were there as well. */
  readonly all: number;
  /** Of these, milliseconds that the server's main thread was running for it, and those that it waited for a processor. */
  readonly running: number;
  readonly waiting: number;
}

async function measure(text: string, where: 'anywhere' | 'early'): Promise<readonly Lasted[]> {
  const child = spawn(server[0]!, server.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const client = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  let published: (version: number, isHalf: boolean) => void = () => {};
  client.onNotification(PublishDiagnosticsNotification.type, ({ version, diagnostics }) =>
    published(
      version ?? 0,
      diagnostics.some(({ code }) => code === 'syntax'),
    ),
  );
  client.listen();
  await client.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
  await client.sendNotification(InitializedNotification.type, {});
  const uri = 'file:///large.lithe';
  let document = TextDocument.create(uri, 'lithe', 1, text);
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'lithe', version: 1, text },
  });
  const lasted: Lasted[] = [];
  const keys = typing(text, where, randomFrom(1));
  for (let version = 2; lasted.length < Number(keystrokes) + WARM_UP; version += 1) {
    const { start, end, put } = keys.next().value as Keystroke;
    const change = { range: { start: document.positionAt(start), end: document.positionAt(end) }, text: put };
    document = TextDocument.update(document, [change], version);
    const range = { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } };
    // Nobody types faster: between two keys the server has time to collect what the last one left.
    await setTimeout(betweenKeys);
    const before = timesOf(child.pid!);
    const at = performance.now();
    const diagnostics = new Promise<boolean>((resolve) => {
      published = (of, isHalf) => of === version && resolve(isHalf);
    });
    void client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    const cancel = new CancellationTokenSource();
    const hints = client.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range }, cancel.token);
    hints.catch(() => {});
    // Over a half-written line the server keeps the hints for half a second; an editor cancels at the next key.
    if (await diagnostics) cancel.cancel();
    else await hints;
    const wall = performance.now() - at;
    // VS Code asks for lenses when it has waited a while.
    await client.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    const all = performance.now() - at;
    const after = timesOf(child.pid!);
    lasted.push({ wall, all, running: after.running - before.running, waiting: after.waiting - before.waiting });
  }
  client.dispose();
  child.kill();
  return lasted.slice(WARM_UP);
}

/** Linux counts in nanoseconds how long a thread ran and how long it waited to run. */
function timesOf(pid: number): { readonly running: number; readonly waiting: number } {
  try {
    const [running, waiting] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return { running: running! / 1e6, waiting: waiting! / 1e6 };
  } catch {
    return { running: Number.NaN, waiting: Number.NaN };
  }
}

function quantiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.95, 0.99].map((share) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1)).join(' / ');
}

console.log(
  '| file | keystrokes | hints: p50 / p95 / p99, ms | with code lenses | running | waiting for a processor |',
);
console.log(
  '| ---- | ---------- | -------------------------- | ---------------- | ------- | ----------------------- |',
);
const cases = [
  ['blocks and three super-networks, anywhere', largeFile(), 'anywhere'],
  ['one super-network written out, anywhere', largeNetwork(), 'anywhere'],
  ['one super-network written out, its first lines', largeNetwork(), 'early'],
] as const;
for (const [name, text, where] of cases) {
  const lasted = await measure(text, where);
  const columns = (['wall', 'all', 'running', 'waiting'] as const).map((time) =>
    quantiles(lasted.map((one) => one[time])),
  );
  console.log(`| ${[name, lasted.length, ...columns].join(' | ')} |`);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const recompiler = new Recompiler('digits-vit.lithe');
// What an edit leaves behind adds up in a short file as well, where so many take a minute.
let text = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'digits-vit.lithe'), 'utf8');
const keys = typing(text, 'anywhere', randomFrom(2));
const heap: string[] = [];
for (let edit = 1; edit <= 10_000; edit += 1) {
  const { start, end, put } = keys.next().value as Keystroke;
  text = text.slice(0, start) + put + text.slice(end);
  recompiler.compile(text);
  if (edit !== 1000 && edit !== 10_000) continue;
  collect();
  heap.push(`${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(1)} MiB after ${edit} keystrokes`);
}
console.log(`\nHeap: ${heap.join(', ')}.`);

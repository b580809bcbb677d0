/**
 * An hour of writing, replayed without its pauses: 10,000 edits over ten open files in a language server of its own. Every
 * edit waits for the diagnostics of its version; every second one puts the text right again. Hints are asked for right behind
 * an edit, before its diagnostics are there, and must be those of the text after it, read from scratch. The server's heap is
 * told after a collection, and must not grow by more than a tenth once a tenth of the edits is made.
 *
 *     npm run build && npm run bench:soak -- [edits]
 */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  InlayHintRequest,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { inlayHintsOf } from '../../server/features/inlay-hints.ts';
import { usualSettings } from '../../server/settings.ts';
import { openedOf } from '../server/opened.ts';

const edits = Number(process.argv[2] ?? 10_000);
const root = join(import.meta.dirname, '..', '..');
const names = ['bert-sst2', 'beit3', 'darts-cell', 'digits-cnn', 'digits-vit', 'minilm-sst2', 'ofa-mobilenetv3'];
const files = [...names, 'mixture-of-experts', 'transformer-lt', 'vit-imagenet'].map(
  (name) => `examples/${name}.lithe`,
);
/** What fingers put in by the way: most of it makes no sense where it lands. */
const typed = ['x', ' ', '\n', '1', ')', '{', 'elastic ', 'conv(', '// ', '"'];
/** Of every so many pairs of edits, the hints after both are compared; no divisor of the number of files. */
const comparedEvery = 7;
/** How much larger than after its first tenth the heap may be. */
const mostGrowth = 1.1;

// Tells its heap when it is asked.
const hook = `process.on('message', () => { gc(); process.send(process.memoryUsage().heapUsed); });`;
const child = spawn(
  process.execPath,
  ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(hook)}`, 'dist/server.js', '--stdio'],
  { cwd: root, stdio: ['pipe', 'pipe', 'inherit', 'ipc'] },
);
const client = createMessageConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
const published = new Map<string, number>();
let tell: () => void = () => {};
client.onNotification(PublishDiagnosticsNotification.type, ({ uri, version = 0 }) => {
  assert.ok(version >= (published.get(uri) ?? 0), `${uri}: diagnostics of version ${version} came after later ones`);
  published.set(uri, version);
  tell();
});
client.listen();
await client.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
await client.sendNotification(InitializedNotification.type, {});

const documents = files.map((file) => {
  const uri = pathToFileURL(join(root, file)).href;
  return TextDocument.create(uri, 'lithe', 1, readFileSync(join(root, file), 'utf8'));
});
for (const document of documents) {
  const { uri, languageId, version } = document;
  const textDocument = { uri, languageId, version, text: document.getText() };
  await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  await diagnosed(uri, 1);
}

let seed = 1;
const start = performance.now();
let compared = 0;
const heaps: number[] = [];
for (let edit = 0; edit < edits; edit += 2) {
  const document = documents[(edit / 2) % documents.length]!;
  const at = document.positionAt(Math.floor(random() * document.getText().length));
  const text = typed[Math.floor(random() * typed.length)]!;
  const isCompared = (edit / 2) % comparedEvery === 0;
  await change(document, { start: at, end: at }, text, isCompared);
  const end = document.positionAt(document.offsetAt(at) + text.length);
  await change(document, { start: at, end }, '', isCompared);
  if (edit === 0 || (edit + 2) % (edits / 10) === 0) heaps.push(await heapAfter(edit + 2));
}
console.log(`${edits} edits in ${Math.round((performance.now() - start) / 1000)} s; hints compared ${compared} times.`);
client.dispose();
child.kill();
const [early, late] = [heaps[1]!, Math.max(...heaps.slice(2))];
assert.ok(late < mostGrowth * early, `The heap grew from ${early} to ${late} MiB.`);

async function change(
  document: TextDocument,
  range: { start: object; end: object },
  text: string,
  isCompared: boolean,
): Promise<void> {
  const version = document.version + 1;
  const contentChanges = [{ range, text }] as Parameters<typeof TextDocument.update>[1];
  TextDocument.update(document, contentChanges, version);
  const textDocument = { uri: document.uri, version };
  await client.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  if (isCompared) await compare(document);
  await diagnosed(document.uri, version);
}

async function diagnosed(uri: string, version: number): Promise<void> {
  while ((published.get(uri) ?? 0) < version)
    await new Promise<void>((resolve) => {
      tell = resolve;
    });
}

async function compare(document: TextDocument): Promise<void> {
  const range = { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } };
  const hints = await client.sendRequest(InlayHintRequest.type, { textDocument: { uri: document.uri }, range });
  const fresh = inlayHintsOf(openedOf(document.getText(), {}, document.uri), usualSettings.inlayHints);
  const told = (all: typeof hints) => (all ?? []).map(({ position, label }) => `${position.line}: ${label}`).sort();
  assert.deepEqual(told(hints), told(fresh), `${document.uri}: hints of another text at version ${document.version}`);
  compared += 1;
}

/** MiB in use after a collection. */
async function heapAfter(edit: number): Promise<number> {
  child.send('heap');
  const [bytes] = (await once(child, 'message')) as [number];
  const size = Number((bytes / 2 ** 20).toFixed(1));
  console.log(`${size.toFixed(1)} MiB after ${edit} edits`);
  return size;
}

/** Park and Miller's generator, in [0, 1). */
function random(): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
}

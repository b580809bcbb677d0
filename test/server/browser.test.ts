import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleServerForBrowsers } from '../../scripts/build/extension.ts';
import { vit } from './vit.ts';

let folder: string;
let worker: Worker;
const answers = new Map<number, (result: unknown) => void>();
const notified = new Map<string, (params: never) => void>();

/**
 * A worker as a browser has it: nothing of Node is in the bundle's reach, only messages and what every browser offers.
 */
const scope = `
const { parentPort, workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const vm = require('node:vm');
const scope = {
  postMessage: (message) => parentPort.postMessage(message),
  addEventListener() {},
  console, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, TextDecoder, TextEncoder, URL, structuredClone,
};
scope.self = scope;
vm.createContext(scope);
vm.runInContext(readFileSync(workerData, 'utf8'), scope);
parentPort.on('message', (data) => scope.onmessage({ data }));
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lithe-browser-'));
  await bundleServerForBrowsers(folder);
  worker = new Worker(scope, { eval: true, workerData: join(folder, 'server-browser.js') });
  worker.on('message', ({ id, method, result, params }) => {
    if (method === undefined) answers.get(id)?.(result);
    else notified.get(method)?.(params as never);
  });
}, 60_000);
afterAll(async () => {
  await worker.terminate();
  rmSync(folder, { recursive: true });
});

let count = 0;
function request(method: string, params: unknown): Promise<unknown> {
  count += 1;
  const id = count;
  return new Promise((resolve) => {
    answers.set(id, resolve);
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
  });
}

function notify(method: string, params: unknown): void {
  worker.postMessage({ jsonrpc: '2.0', method, params });
}

it('answers in a worker without Node, with imports that the editor sends', async () => {
  const folderUri = 'vscode-vfs://github/ada/nets';
  const workspaceFolders = [{ uri: folderUri, name: 'nets' }];
  await request('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders });
  notify('initialized', {});
  const stage = 'block Stage(out) {\n  elastic kernel in [3, 5]\n  conv(out, kernel: kernel)\n}\n';
  notify('lithe/files', { texts: { [`${folderUri}/parts/stage.lithe`]: stage } });
  const uri = `${folderUri}/net.lithe`;
  const text = `import "./parts/stage.lithe"\n${vit.replace('  patch:', '  first: Stage(1)\n  patch:')}`;
  const published = new Promise<readonly unknown[]>((resolve) => {
    notified.set('textDocument/publishDiagnostics', ({ diagnostics }: { diagnostics: unknown[] }) =>
      resolve(diagnostics),
    );
  });
  notify('textDocument/didOpen', { textDocument: { uri, languageId: 'lithe', version: 1, text } });
  expect(await published).toEqual([]);
  const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
  const hints = (await request('textDocument/inlayHint', { textDocument: { uri }, range })) as unknown[];
  expect(hints.length).toBeGreaterThan(5);
  const line = text.split('\n').findIndex((one) => one.includes('first: Stage'));
  const position = { line, character: 11 };
  const [place] = (await request('textDocument/definition', { textDocument: { uri }, position })) as { uri: string }[];
  expect(place?.uri).toBe(`${folderUri}/parts/stage.lithe`);
});

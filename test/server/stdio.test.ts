import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { buildCommandLine } from '../../scripts/build/command-line.ts';
import { bundleServer } from '../../scripts/build/extension.ts';
import { vit } from './vit.ts';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
let folder: string;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  // Inside the checkout, where the command finds its libraries.
  folder = mkdtempSync(join(cache, 'stdio-'));
  await Promise.all([buildCommandLine(folder), bundleServer(folder)]);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('`lithe lsp --stdio` gives any editor diagnostics, hints and completion', async () => {
  const server = spawn(process.execPath, [join(folder, 'lithe.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const client = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.listen();
  await client.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await client.sendNotification('initialized', {});
  const uri = 'file:///home/ada/digits.lithe';
  const text = vit.replace('take_token(0)', 'take_tokn(0)');
  const published = new Promise<{ diagnostics: { code: string }[] }>((resolve) => {
    client.onNotification('textDocument/publishDiagnostics', resolve);
  });
  const textDocument = { uri, languageId: 'lithe', version: 1, text };
  await client.sendNotification('textDocument/didOpen', { textDocument });
  expect((await published).diagnostics.map(({ code }) => code)).toContain('unknown-operator');
  const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
  const hints = await client.sendRequest<unknown[]>('textDocument/inlayHint', { textDocument: { uri }, range });
  expect(hints.length).toBeGreaterThan(3);
  const line = text.split('\n').findIndex((one) => one.includes('take_tokn'));
  const position = { line, character: 7 };
  const { items } = await client.sendRequest<{ items: { label: string }[] }>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  expect(items.map(({ label }) => label)).toContain('take_token');
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect(await exited).toBe(0);
});

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findWeights, placeOfWeights } from '../../../runtime/weights/find.ts';
import { downloadModel } from '../../../runtime/weights/hub/download.ts';
import { safetensors } from './files.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const model = safetensors({ 'label.weight': { shape: [200, 300], data: new Float32Array(60_000).fill(0.5) } });

let home: string;
let server: Server;
let files: Record<string, Uint8Array>;
/** What the next content requests do: send so many bytes and break off, or send other bytes. */
let accidents: (number | 'other bytes')[];
let asked: { readonly method: string; readonly url: string; readonly range?: string; readonly token?: string }[];
let wanted: string | undefined;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'lithe-hub-'));
  files = { 'model.safetensors': model, 'config.json': Buffer.from('{}') };
  [accidents, asked, wanted] = [[], [], undefined];
  server = createServer(serve).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  vi.stubEnv('HF_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  vi.stubEnv('HF_HOME', home);
  vi.stubEnv('HF_HUB_CACHE', undefined);
  vi.stubEnv('HF_TOKEN', undefined);
  vi.stubEnv('HUGGING_FACE_HUB_TOKEN', undefined);
  vi.stubEnv('HF_HUB_OFFLINE', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
  rmSync(home, { recursive: true });
});

/** A hub of one model, as much of it as is asked for. */
function serve(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '', headers } = request;
  const token = headers.authorization;
  asked.push({ method, url, ...(headers.range && { range: headers.range }), ...(token && { token }) });
  if (wanted !== undefined && token !== `Bearer ${wanted}`) return void response.writeHead(401).end();
  if (url === '/api/models/some/model/revision/main') {
    const siblings = Object.keys(files).map((rfilename) => ({ rfilename }));
    return void response.end(JSON.stringify({ sha: COMMIT, siblings }));
  }
  const name = url.startsWith(`/some/model/resolve/${COMMIT}/`) ? url.split('/').at(-1)! : '';
  const content = files[name];
  if (content === undefined) return void response.writeHead(404).end();
  const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
  response.setHeader('x-linked-etag', etag).setHeader('x-linked-size', content.length);
  if (method === 'HEAD') return void response.writeHead(302, { Location: '/elsewhere' }).end();
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const accident = accidents.shift();
  const sent = accident === 'other bytes' ? Buffer.alloc(content.length) : content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': sent.length });
  if (typeof accident !== 'number') return void response.end(sent);
  response.write(sent.subarray(0, accident), () => setTimeout(() => response.destroy(), 50));
}

const told: string[] = [];
const download = (source = 'hf:some/model') => downloadModel(source, (message) => told.push(message));
const contents = () => asked.filter(({ method, url }) => method === 'GET' && url.includes('/resolve/'));

describe('a model of a hub', () => {
  test('is fetched once into the layout that the hub’s own libraries use, and found there afterwards', async () => {
    expect(findWeights('hf:some/model', '/a.lithe')).toEqual({ notHere: expect.stringContaining('not in the cache') });
    const folder = await download();
    expect(folder).toBe(join(home, 'hub', 'models--some--model', 'snapshots', COMMIT));
    expect(readFileSync(join(folder, 'model.safetensors'))).toEqual(Buffer.from(model));
    expect(readFileSync(join(home, 'hub', 'models--some--model', 'refs', 'main'), 'utf8')).toBe(COMMIT);
    const found = findWeights('hf:some/model', '/a.lithe');
    expect('tensors' in found && [...found.tensors.keys()]).toEqual(['label.weight']);
    expect(contents()).toHaveLength(1);
    await download();
    expect(contents()).toHaveLength(1);
  });

  test('goes on where a download broke off, in this process and in the next', async () => {
    accidents = [100_000, 50_000];
    await download();
    // What was on its way when a connection broke may be lost.
    const starts = () => contents().map(({ range }) => Number(/\d+/.exec(range ?? '0')));
    expect(starts()).toHaveLength(3);
    expect(starts()[2]).toBeGreaterThan(0);
    expect(starts()[2]).toBeLessThanOrEqual(150_000);
    rmSync(home, { recursive: true });
    accidents = [90_000, 1000, 1000, 1000, 1000];
    await expect(download()).rejects.toThrow(/\d+ of 24\d{4} bytes were fetched .*: they are kept, so start again/);
    expect('notHere' in placeOfWeights('hf:some/model', '/a.lithe')).toBe(true);
    await download();
    expect(starts().at(-1)).toBeGreaterThan(0);
    expect(starts().at(-1)).toBeLessThanOrEqual(94_000);
    expect('path' in placeOfWeights('hf:some/model', '/a.lithe')).toBe(true);
  });

  test('is refused where its checksum is another, and fetched anew then', async () => {
    accidents = ['other bytes'];
    await expect(download()).rejects.toThrow(/another checksum .* it was removed; start again\./);
    await download();
    expect(contents().at(-1)!.range).toBeUndefined();
  });

  test('comes in shards with their index', async () => {
    const shard = (name: string) => safetensors({ [name]: { shape: [2], data: new Float32Array(2) } });
    const names = { a: 'model-00001-of-00002.safetensors', b: 'model-00002-of-00002.safetensors' };
    files = {
      [names.a]: shard('a'),
      [names.b]: shard('b'),
      'model.safetensors.index.json': Buffer.from(JSON.stringify({ weight_map: names })),
    };
    await download();
    const found = findWeights('hf:some/model', '/a.lithe');
    expect('tensors' in found && [...found.tensors.keys()]).toEqual(['a', 'b']);
  });

  test('needs the token where it is gated, and the network where it is not here', async () => {
    wanted = 'secret';
    await expect(download()).rejects.toThrow(/answers 401: it is private, gated or misspelled; set HF_TOKEN/);
    vi.stubEnv('HF_TOKEN', 'wrong');
    await expect(download()).rejects.toThrow(/HF_TOKEN does not open it/);
    vi.stubEnv('HF_TOKEN', 'secret');
    await download();
    wanted = undefined;
    await expect(download('hf:some/other')).rejects.toThrow(/answers 404: there is no such model/);
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    await expect(download('hf:some/other')).rejects.toThrow(/HF_HUB_OFFLINE forbids/);
    expect('tensors' in findWeights('hf:some/model', '/a.lithe')).toBe(true);
    vi.stubEnv('HF_HUB_OFFLINE', undefined);
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
    await expect(download('hf:some/other')).rejects.toThrow(/cannot be reached/);
  });

  test('is refused as a pickle, and so is a name that is none', async () => {
    files = { 'pytorch_model.bin': new Uint8Array(10) };
    await expect(download()).rejects.toThrow(/Python pickle alone \(pytorch_model\.bin\)/);
    await expect(download('hf:../../etc')).rejects.toThrow(/is no model of a hub/);
    expect(findWeights('hf:a/b/c', '/a.lithe')).toEqual({ problem: expect.stringContaining('is no model of a hub') });
  });

  test('whose content is gone from the cache is not here', async () => {
    const folder = await download();
    const blob = statSync(join(folder, 'model.safetensors'));
    expect(blob.size).toBe(model.length);
    rmSync(join(home, 'hub', 'models--some--model', 'blobs'), { recursive: true });
    expect('notHere' in placeOfWeights('hf:some/model', '/a.lithe')).toBe(true);
  });
});

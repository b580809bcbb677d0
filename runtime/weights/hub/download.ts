import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readWeightsListing } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import { localFiles } from '../files.ts';
import { cachedModel, type HubModel, hubModel, modelFolder } from './cache.ts';

/** How often a download that breaks off is taken up again. */
const ATTEMPTS = 5;
const PAUSE_MILLISECONDS = 100;

/**
 * Fetches the weights of a model of a hub into the cache that Hugging Face's own libraries use, and gives the folder of
 * its files. What was fetched before a download broke off is kept and taken up again; a file is in its place only once
 * its checksum is right. HF_ENDPOINT names another hub, HF_TOKEN is sent where it is set, and with HF_HUB_OFFLINE nothing
 * is fetched. Throws a LitheError that says what is in the way.
 */
export async function downloadModel(source: string, tell: (message: string) => void): Promise<string> {
  const model = hubModel(source);
  if ('problem' in model) throw new LitheError(`${model.problem}.`);
  if (isOffline()) {
    throw new LitheError(
      `${source} is not in the cache (${modelFolder(model)}) and HF_HUB_OFFLINE forbids to fetch it: ` +
        'unset that, or put the model there.',
    );
  }
  const { commit, names } = await describe(model, source);
  const snapshot = join(modelFolder(model), 'snapshots', commit);
  for (const name of weightFiles(names, source)) {
    if (!existsSync(join(snapshot, name))) {
      tell(`fetching ${name} of ${source}`);
      await fetchFile(model, commit, name, source);
    }
    if (!name.endsWith('.index.json')) continue;
    for (const shard of shardsOf(join(snapshot, name)).filter((one) => names.includes(one))) {
      if (existsSync(join(snapshot, shard))) continue;
      tell(`fetching ${shard} of ${source}`);
      await fetchFile(model, commit, shard, source);
    }
  }
  const listing = readWeightsListing(localFiles, snapshot);
  if ('problem' in listing) throw new LitheError(`${listing.problem}.`);
  // Last, so that a model is in the cache as a whole or not at all.
  const ref = join(modelFolder(model), 'refs', model.revision);
  mkdirSync(dirname(ref), { recursive: true });
  writeFileSync(ref, commit);
  return cachedModel(model) ?? snapshot;
}

function isOffline(): boolean {
  return /^(1|on|yes|true)$/i.test(process.env.HF_HUB_OFFLINE ?? '');
}

function endpoint(): string {
  return (process.env.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, '');
}

/** The commit that a revision is, and the names of its files. */
async function describe(model: HubModel, source: string): Promise<{ commit: string; names: readonly string[] }> {
  const address = `${endpoint()}/api/models/${model.name}/revision/${encodeURIComponent(model.revision)}`;
  const response = await ask(address, {}, source);
  const body = (await response.json().catch(() => undefined)) as
    | { readonly sha?: unknown; readonly siblings?: readonly { readonly rfilename?: unknown }[] }
    | undefined;
  const names = Array.isArray(body?.siblings) ? body.siblings.map(({ rfilename }) => String(rfilename)) : undefined;
  if (typeof body?.sha !== 'string' || !/^[0-9a-f]{6,64}$/.test(body.sha) || names === undefined) {
    throw new LitheError(`${address} does not describe a model: is HF_ENDPOINT a hub?`);
  }
  // A name that leads out of the model's folder is none of its files.
  return { commit: body.sha, names: names.filter((name) => !/^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(name)) };
}

/** The files at the top of a model that hold its weights, the best format first. */
function weightFiles(names: readonly string[], source: string): readonly string[] {
  const choices = ['model.safetensors.index.json', 'model.safetensors', 'model.onnx'];
  const found = choices.find((name) => names.includes(name)) ?? names.find((name) => /^[^/]+\.safetensors$/.test(name));
  if (found !== undefined) return [found];
  const pickled = names.find((name) => /\.(bin|pt|pth|ckpt|pkl)$/.test(name));
  const reason =
    pickled === undefined
      ? 'has no .safetensors and no .onnx file'
      : `has its weights as a Python pickle alone (${pickled}), which can run any code when it is read; the hub's ` +
        '"convert to safetensors" space, or save_pretrained(…, safe_serialization=True), makes a safetensors file of it';
  throw new LitheError(`${source} ${reason}.`);
}

/** The files that an index of shards names; none where it is no such index, which whoever reads it then tells. */
function shardsOf(index: string): readonly string[] {
  try {
    return [...new Set(Object.values(JSON.parse(readFileSync(index, 'utf8')).weight_map as object).map(String))];
  } catch {
    return [];
  }
}

/** Fetches one file to `blobs` under its checksum, and links it from the commit's snapshot. */
async function fetchFile(model: HubModel, commit: string, name: string, source: string): Promise<void> {
  const address = `${endpoint()}/${model.name}/resolve/${commit}/${name.split('/').map(encodeURIComponent).join('/')}`;
  const head = await ask(address, { method: 'HEAD', redirect: 'manual' }, source);
  const etag = (head.headers.get('x-linked-etag') ?? head.headers.get('etag') ?? '')
    .replace(/^W\//, '')
    .replaceAll('"', '');
  const length = Number(head.headers.get('x-linked-size') ?? head.headers.get('content-length'));
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(etag) || !Number.isSafeInteger(length)) {
    throw new LitheError(`${address} gives no checksum and no size, so what it sends cannot be trusted.`);
  }
  const blob = join(modelFolder(model), 'blobs', etag);
  mkdirSync(dirname(blob), { recursive: true });
  if (!existsSync(blob)) await fetchContent(address, `${blob}.incomplete`, { etag, length, source });
  if (!existsSync(blob)) renameSync(`${blob}.incomplete`, blob);
  const link = join(modelFolder(model), 'snapshots', commit, name);
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  try {
    symlinkSync(relative(dirname(link), blob), link);
  } catch {
    // Windows lets only some people make links.
    copyFileSync(blob, link);
  }
}

/** Fetches what `partial` lacks, however often it breaks off, and sees to its checksum. */
async function fetchContent(
  address: string,
  partial: string,
  { etag, length, source }: { readonly etag: string; readonly length: number; readonly source: string },
): Promise<void> {
  let reason = 'it broke off';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = existsSync(partial) ? statSync(partial).size : 0;
    if (held > length) rmSync(partial);
    else if (held === length) break;
    try {
      const range: Record<string, string> = held > 0 && held < length ? { Range: `bytes=${held}-` } : {};
      const response = await ask(address, { headers: range }, source);
      const appended = response.status === 206 && held > 0;
      await append(response.body!, partial, appended ? 'a' : 'w');
    } catch (error) {
      if (error instanceof LitheError) throw error;
      reason = causeOf(error);
      await setTimeout(PAUSE_MILLISECONDS * 2 ** attempt);
    }
  }
  const held = existsSync(partial) ? statSync(partial).size : 0;
  if (held !== length) {
    throw new LitheError(
      `${address}: ${held} of ${length} bytes were fetched (${reason}): they are kept, so start again to go on from there.`,
    );
  }
  if ((await checksumOf(partial, etag)) === etag) return;
  rmSync(partial);
  throw new LitheError(
    `${address}: what was fetched has another checksum than the hub names (${etag}): it was removed; start again.`,
  );
}

/** Writes each piece as it comes, so that what came before a download breaks off is kept. */
async function append(body: ReadableStream<Uint8Array>, file: string, flags: 'a' | 'w'): Promise<void> {
  const handle = openSync(file, flags);
  try {
    for await (const piece of body) for (let at = 0; at < piece.length; ) at += writeSync(handle, piece, at);
  } finally {
    closeSync(handle);
  }
}

/** SHA-256 of large files; Git's SHA-1 of a blob for those that the repository holds itself. */
async function checksumOf(file: string, like: string): Promise<string> {
  const hash: Hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  if (like.length === 40) hash.update(`blob ${statSync(file).size}\0`);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** An answer that can be used; a LitheError says why there is none. */
async function ask(
  address: string,
  init: RequestInit & { headers?: Record<string, string> },
  source: string,
): Promise<Response> {
  const token = process.env.HF_TOKEN ?? process.env.HUGGING_FACE_HUB_TOKEN;
  const headers = { 'User-Agent': 'lithe', ...init.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers });
  } catch (error) {
    throw new LitheError(`${source} is not in the cache, and ${address} cannot be reached (${causeOf(error)}).`);
  }
  if (response.ok || (init.redirect === 'manual' && response.status >= 300 && response.status < 400)) return response;
  const { status } = response;
  const hint =
    status === 401 || status === 403
      ? token
        ? ': HF_TOKEN does not open it, or its terms have not been accepted on the hub'
        : ': it is private, gated or misspelled; set HF_TOKEN to an access token that may read it'
      : status === 404
        ? ': there is no such model, revision or file'
        : '';
  throw new LitheError(`${source}: ${address} answers ${status}${hint}.`);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return (cause as NodeJS.ErrnoException).code ?? cause.message;
}

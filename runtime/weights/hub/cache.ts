import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A model of a hub by name: `hf:organisation/name`, or `hf:organisation/name@revision`. */
export interface HubModel {
  /** `organisation/name`; models of the hub's first days have a name alone. */
  readonly name: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
}

export function hubModel(source: string): HubModel | { readonly problem: string } {
  const found = /^hf:((?:[\w.-]+\/)?[\w.-]+)(?:@([\w./-]+))?$/.exec(source);
  const [, name, revision = 'main'] = found ?? [];
  if (name === undefined || /(^|\/)\.\.?(\/|$)/.test(`${name}/${revision}`)) {
    return {
      problem: `"${source}" is no model of a hub: write "hf:organisation/name", with "@revision" behind it where one is meant`,
    };
  }
  return { name, revision };
}

/** The folder of a hub's models, the one that Hugging Face's own libraries use: HF_HUB_CACHE, or `hub` in HF_HOME. */
export function hubCache(): string {
  const { HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME } = process.env;
  if (HF_HUB_CACHE) return HF_HUB_CACHE;
  const home = HF_HOME || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'huggingface');
  return join(home, 'hub');
}

/** Where the cache keeps a model: `refs/main` names a commit, `snapshots/COMMIT` its files, `blobs` their contents. */
export function modelFolder({ name }: HubModel): string {
  return join(hubCache(), `models--${name.replaceAll('/', '--')}`);
}

/** The folder of a model's files, where its weights are in the cache. */
export function cachedModel(model: HubModel): string | undefined {
  const folder = modelFolder(model);
  const commit = read(join(folder, 'refs', model.revision)) ?? model.revision;
  if (!/^[\w.-]+$/.test(commit)) return undefined;
  const snapshot = join(folder, 'snapshots', commit);
  const names = existsSync(snapshot) ? readdirSync(snapshot) : [];
  // A link whose content was never finished or is gone leads nowhere.
  const there = names.filter((name) => existsSync(join(snapshot, name)));
  const complete =
    there.some((name) => /\.(safetensors|onnx)$/.test(name)) || there.some((name) => name.endsWith('.index.json'));
  return complete ? snapshot : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

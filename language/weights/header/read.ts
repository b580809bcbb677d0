import { type FileAccess, HeaderProblem, shown } from './bytes.ts';
import type { ListedTensor, WeightsListing } from './listing.ts';
import { readOnnx } from './onnx.ts';
import { readSafetensors } from './safetensors.ts';

/** What a file or a folder holds, or why that cannot be told: one sentence that names the file. */
export type ReadListing = WeightsListing | { readonly problem: string };

const INDEX = '.safetensors.index.json';
const MOST_INDEX_BYTES = 32 * 2 ** 20;
const pickles = /\.(bin|pt|pth|ckpt|pkl|pickle)$/i;

/**
 * The tensors of a safetensors or ONNX file, or of a folder as the model hubs lay it out: `model.safetensors`, its
 * shards with their index, or an ONNX file. Only headers are read. Never throws.
 */
export function readWeightsListing(files: FileAccess, path: string): ReadListing {
  try {
    return readPath(files, path);
  } catch (error) {
    if (error instanceof FileProblem) return { problem: error.message };
    throw error;
  }
}

class FileProblem extends Error {}

function readPath(files: FileAccess, path: string): WeightsListing {
  const kind = files.kind(path);
  if (kind === undefined) throw new FileProblem(`${path} does not exist: put it there, or correct the path`);
  if (kind === 'folder') return readPath(files, inFolder(files, path));
  if (path.endsWith(INDEX)) return readShards(files, path);
  if (pickles.test(path)) throw new FileProblem(convert(path));
  if (path.endsWith('.safetensors')) return { files: [path], tensors: readOne(files, path) };
  if (path.endsWith('.onnx')) {
    const tensors = about(path, () =>
      readOnnx(opened(files, path), path, (location) => {
        const beside = `${folderOf(path)}${location}`;
        const source = files.open(beside);
        return source && { path: beside, size: source.size };
      }),
    );
    return { files: [...new Set([path, ...[...tensors.values()].map(({ file }) => file)])], tensors };
  }
  throw new FileProblem(`${path} is neither a .safetensors nor an .onnx file: weights come in these`);
}

/** The file of a folder that holds its weights. */
function inFolder(files: FileAccess, folder: string): string {
  const names = [...files.names(folder)].sort();
  const ending = (end: string): string[] => names.filter((name) => name.endsWith(end));
  const choices = [[`model${INDEX}`, 'model.safetensors'].filter((name) => names.includes(name)), ending(INDEX)];
  const named = [...choices, ending('.safetensors'), ending('.onnx')].find((found) => found.length > 0);
  const path = (name: string): string => `${folder.replace(/[/\\]$/, '')}/${name}`;
  if (named === undefined) {
    const pickled = names.find((name) => pickles.test(name));
    if (pickled !== undefined) throw new FileProblem(convert(path(pickled)));
    throw new FileProblem(`${folder} holds no .safetensors and no .onnx file`);
  }
  const [first, second] = named;
  if (second !== undefined && !choices[0]!.includes(first!)) {
    throw new FileProblem(`${folder} holds several (${named.join(', ')}): name one of them`);
  }
  return path(first!);
}

/** Files of other formats run code when they are read, so they never are. */
function convert(path: string): string {
  const to = path.replace(pickles, '.safetensors').replace(/pytorch_model(?=\.safetensors$)/, 'model');
  return (
    `${path} is a Python pickle, which can run any code when it is read: convert it once, with ` +
    `python -c "import torch; from safetensors.torch import save_file; ` +
    `save_file({k: v.contiguous().clone() for k, v in torch.load('${path}', weights_only=True).items()}, '${to}')"`
  );
}

function readShards(files: FileAccess, path: string): WeightsListing {
  const bytes = opened(files, path);
  if (bytes.size > MOST_INDEX_BYTES) throw new FileProblem(`${path} has ${bytes.size} bytes: it is no index of shards`);
  const places = placesOf(path, bytes.read(0, bytes.size));
  const folder = folderOf(path);
  const shards = new Map([...new Set(places.values())].map((shard) => [shard, readOne(files, `${folder}${shard}`)]));
  const tensors = new Map<string, ListedTensor>();
  for (const [name, shard] of places) {
    const tensor = shards.get(shard)!.get(name);
    if (tensor === undefined)
      throw new FileProblem(`${path} says that ${shown(name)} is in ${shown(shard)}, and it is not there`);
    tensors.set(name, tensor);
  }
  return { files: [path, ...[...shards.keys()].map((shard) => `${folder}${shard}`)], tensors };
}

/** Which file holds each tensor, by an index of shards. */
function placesOf(path: string, bytes: Uint8Array): Map<string, string> {
  let index: unknown;
  try {
    index = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new FileProblem(`${path} is no JSON`);
  }
  const map = typeof index === 'object' && index !== null ? (index as Record<string, unknown>).weight_map : undefined;
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw new FileProblem(`${path} has no weight_map`);
  const places = new Map<string, string>();
  for (const [name, shard] of Object.entries(map)) {
    if (typeof shard !== 'string' || !/^[\w.-]+\.safetensors$/.test(shard)) {
      throw new FileProblem(`${path} names no .safetensors file beside it for ${shown(name)}`);
    }
    places.set(name, shard);
  }
  return places;
}

function readOne(files: FileAccess, path: string): Map<string, ListedTensor> {
  return about(path, () => readSafetensors(opened(files, path), path));
}

function about<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof HeaderProblem) throw new FileProblem(`${path} cannot be used: ${error.message}`);
    throw error;
  }
}

function opened(files: FileAccess, path: string) {
  const bytes = files.open(path);
  if (bytes === undefined) throw new FileProblem(`${path} does not exist or cannot be read`);
  return bytes;
}

/** With the slash at its end. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

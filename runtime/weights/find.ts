import { dirname, resolve } from 'node:path';
import { type FoundWeights, readWeightsListing } from '../../language/index.ts';
import { localFiles } from './files.ts';
import { cachedModel, hubModel } from './hub/cache.ts';

/** The file or folder that a `weights` statement names, or why there is none on this computer yet. */
export type WeightsPlace = { readonly path: string } | { readonly notHere: string } | { readonly problem: string };

/**
 * Where weights are: a path is relative to the folder of the .lithe file that names it, and a model of a hub is looked
 * for in the hub's cache. Nothing is downloaded.
 */
export function placeOfWeights(source: string, file: string): WeightsPlace {
  if (!source.startsWith('hf:')) return { path: resolve(dirname(file), source) };
  const model = hubModel(source);
  if ('problem' in model) return model;
  const path = cachedModel(model);
  if (path !== undefined) return { path };
  return { notHere: `${source} is not in the cache yet, so its tensors are not checked: \`lithe run\` downloads it` };
}

/** What a `weights` statement leads to on this computer, by the headers of the files alone. */
export function findWeights(source: string, file: string): FoundWeights {
  const place = placeOfWeights(source, file);
  return 'path' in place ? readWeightsListing(localFiles, place.path) : place;
}

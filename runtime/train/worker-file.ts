import { existsSync } from 'node:fs';

/**
 * The training worker's own file: `train-worker.js` beside the bundled program, or the TypeScript beside this
 * file where the sources run directly. Found here alone, since a bundler does not follow worker URLs.
 */
export function workerFile(): URL {
  const bundled = new URL('./train-worker.js', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('./worker.ts', import.meta.url);
}

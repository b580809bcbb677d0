import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The package's own manifest, beside the sources as well as beside dist/. */
function manifest(): Manifest {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as Manifest;
    } catch {
      // Not at this height: the bundle lies one folder deep, this file two.
    }
  }
  return { version: 'unknown', dependencies: {} };
}

const { version: own, dependencies } = manifest();

/** Lithe's version. */
export const version = own;

/** What a run records, so that a later reader knows what made it. */
export const versions = {
  lithe: own,
  node: process.version,
  onnxruntime: dependencies['onnxruntime-node'] ?? 'unknown',
  platform: `${process.platform}-${process.arch}`,
};

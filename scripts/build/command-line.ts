import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles the `lithe` command and the worker that trains, which it finds beside itself. Tests bundle to a folder of their own. */
export async function buildCommandLine(outdir = 'dist'): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { lithe: 'runtime/cli/main.ts', 'train-worker': 'runtime/train/worker.ts' },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    // They bring libraries that must stay where they were installed.
    external: ['onnxruntime-node', 'sharp'],
    // Libraries that are CommonJS ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

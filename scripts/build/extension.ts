import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles what VS Code loads: the extension (CommonJS, as its host wants), the language server and the webview.
 * The command line, which the extension starts, is bundled by the build itself.
 */
export async function buildExtension(): Promise<void> {
  await Promise.all([bundleExtension(), bundleServer(), bundleWebview()]);
}

async function bundleExtension(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { extension: 'extension/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
    logLevel: 'warning',
  });
}

async function bundleServer(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { server: 'server/main.ts' },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The protocol's library is CommonJS and asks for Node's own modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    minify: true,
    logLevel: 'warning',
  });
}

/** Exported for tests of the page alone. */
export async function bundleWebview(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { front: 'extension/webview/main.ts', style: 'extension/webview/styles/front.css' },
    outdir: 'dist/webview',
    bundle: true,
    platform: 'browser',
    target: 'chrome122',
    format: 'iife',
    loader: { '.svg': 'text' },
    minify: true,
    logLevel: 'warning',
  });
}

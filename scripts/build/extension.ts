import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Langium brings another release of the protocol's library than the server has: one is enough to load. */
const oneProtocol: Plugin = {
  name: 'one-protocol',
  setup({ onResolve, resolve }) {
    const resolveDir = `${root}/node_modules/vscode-languageserver`;
    onResolve({ filter: /^vscode-(languageserver-protocol|languageserver-types|jsonrpc)(\/|$)/ }, (asked) =>
      asked.pluginData === oneProtocol || !asked.importer.includes('langium')
        ? undefined
        : resolve(asked.path, { kind: asked.kind, resolveDir, pluginData: oneProtocol }),
    );
  },
};

/**
 * Bundles what VS Code loads: the extension (CommonJS, as its host wants), the language server and the webview; the
 * first two once more for a browser. The command line, which the extension starts, is bundled by the build itself.
 */
export async function buildExtension(): Promise<void> {
  await Promise.all([
    bundleExtension(),
    bundleServer(),
    bundleWebview(),
    bundleExtensionForBrowsers(),
    bundleServerForBrowsers(),
  ]);
}

/** The protocol's client is a file of its own beside the extension's own code, which loads it. */
async function bundleExtension(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { extension: 'extension/extension.ts', client: 'extension/client-node.ts' },
    plugins: [
      {
        name: 'client-beside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/client-node\.ts$/ }, ({ kind }) =>
            kind === 'dynamic-import' ? { path: './client.cjs', external: true } : undefined,
          ),
      },
    ],
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

/** Beside the command line, which starts it too. */
export async function bundleServer(outdir = 'dist'): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { server: 'server/main.ts' },
    plugins: [oneProtocol],
    outdir,
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

async function bundleExtensionForBrowsers(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { 'extension-browser': 'extension/extension-browser.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
    logLevel: 'warning',
  });
}

/** A classic worker, as every browser starts one. Fails where something in it wants a module of Node. */
export async function bundleServerForBrowsers(outdir = 'dist'): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { 'server-browser': 'server/main-browser.ts' },
    plugins: [oneProtocol],
    outdir,
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
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

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { stagedFolder } from '../../../scripts/package/stage.ts';
import { thisPlatform } from '../../../scripts/package/targets.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder that is packed as the extension, as a development extension. */
export const packedFolder = stagedFolder(thisPlatform());

/** Bundles the suite as CommonJS, which the extension host loads; gives its path. */
export async function bundleSuite(): Promise<string> {
  const outfile = `${root}out/host/suite.cjs`;
  await build({
    entryPoints: [fileURLToPath(new URL('./suite.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

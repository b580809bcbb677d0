// Packs the built extension, one package for each platform, which holds that platform's libraries alone, and one
// without any for browsers: npm run package -- [--target TARGET]… , `all` for every one; this machine's where none is named.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { stage } from './package/stage.ts';
import { targetsNamed } from './package/targets.ts';

const out = fileURLToPath(new URL('../out', import.meta.url));
const { values } = parseArgs({ options: { target: { type: 'string', multiple: true, default: [] } } });
const rows: string[][] = [];
for (const target of targetsNamed(values.target)) {
  const name = `lithe-${target}.vsix`;
  await createVSIX({
    cwd: stage(target),
    packagePath: join(out, name),
    target,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
    // Pictures of the documentation are not shipped.
    rewriteRelativeLinks: false,
  });
  rows.push([`\`${name}\``, (statSync(join(out, name)).size / 1e6).toFixed(1)]);
}
console.log('| package | MB |\n| --- | --: |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

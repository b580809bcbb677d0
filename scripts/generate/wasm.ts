import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const source = fileURLToPath(new URL('../../runtime/train/optimizers.wat', import.meta.url));
const folder = fileURLToPath(new URL('../../runtime/train/generated/', import.meta.url));

/**
 * Compiles the optimizers from WebAssembly's text format. The binary is written as a module that holds it
 * in base64, so that the bundled program needs no file beside it.
 */
export async function generate(): Promise<void> {
  const { parseWat } = await wabt();
  const module = parseWat('optimizers.wat', readFileSync(source, 'utf8'), { simd: true });
  module.validate();
  const { buffer } = module.toBinary({});
  module.destroy();
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}optimizers.ts`,
    `/** runtime/train/optimizers.wat as WebAssembly, base64. */\n` +
      `export const optimizers =\n  '${Buffer.from(buffer).toString('base64')}';\n`,
  );
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Generates runtime/graph/generated from the official onnx.proto, without the network: both programs come from npm.
 * JavaScript with declarations, since the generator's TypeScript has enums, which Node does not strip.
 */
export function generate(): void {
  const template = JSON.stringify({
    version: 'v2',
    plugins: [
      {
        local: `${root}/node_modules/.bin/protoc-gen-es`,
        out: `${root}/runtime/graph/generated`,
        opt: ['target=js+dts', 'import_extension=js'],
      },
    ],
  });
  execFileSync(`${root}/node_modules/.bin/buf`, ['generate', '--template', template, 'runtime/graph/onnx.proto'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH}` },
  });
}

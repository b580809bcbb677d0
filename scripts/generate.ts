/** Makes every generated file: quick, and safe to run as often as one likes. */
import { generate as generateGrammar } from './generate/grammar.ts';
import { generate as generateHighlighting } from './generate/highlighting.ts';
import { generate as generateLibrary } from './generate/library.ts';
import { generate as generateOnnx } from './generate/onnx.ts';
import { generate as generateWasm } from './generate/wasm.ts';

generateLibrary();
await generateGrammar();
generateHighlighting();
await generateWasm();
generateOnnx();
// The compiler that the reference is read off stands on what was generated above.
const { generate: generateReference } = await import('./generate/reference.ts');
await generateReference();

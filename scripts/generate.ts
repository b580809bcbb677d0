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

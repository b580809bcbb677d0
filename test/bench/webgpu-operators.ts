/**
 * Every operator's forward pass and gradients on WebGPU beside the processor's, and which of ONNX's operators WebGPU has no
 * kernel for: `npm run bench:webgpu-operators`. On a machine without a GPU, with a software renderer named in
 * VK_ICD_FILENAMES. With `first`, each operator's first variant alone, which is what the unit tests run.
 */
import { operatorCases } from '../runtime/lower/operator-cases.ts';
import { compareOnWebGpu } from '../runtime/webgpu/compare.ts';

const all = process.argv[2] !== 'first';
console.log('| operator | largest difference | on the processor |');
console.log('| -------- | ------------------ | ---------------- |');
for (const [operator, variants] of Object.entries(operatorCases)) {
  for (const [variant, network] of Object.entries(variants).slice(0, all ? undefined : 1)) {
    const { difference, onProcessor } = await compareOnWebGpu(network);
    const name = all ? `${operator}, ${variant}` : operator;
    console.log(`| ${name} | ${difference.toExponential(1)} | ${onProcessor.join(', ')} |`);
  }
}

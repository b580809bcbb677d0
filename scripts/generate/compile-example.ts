import {
  type Compilation,
  compile,
  type ElementFormat,
  type FoundWeights,
  type ListedTensor,
} from '../../language/index.ts';

const file = 'example.lithe';

/** Compiles an example of the documentation: it may import itself, and the weights and data that examples name are there. */
export function compileExample(text: string): Compilation {
  const resolve = (specifier: string) => (specifier === file ? { file, text } : undefined);
  const absent = (path: string) => (path.startsWith('absent') ? `/data/${path}` : undefined);
  return compile(text, { file, resolve, weights, absent });
}

function weights(source: string): FoundWeights {
  if (source.startsWith('hf:')) return { notHere: `${source} is not in the cache` };
  const tensor = (format: ElementFormat, ...shape: number[]) => ({ shape, format, file: source, start: 0, end: 0 });
  const weight = { 'label.weight': tensor('F32', 2, 8) };
  const files: Record<string, Record<string, ListedTensor>> = {
    'classifier.safetensors': { ...weight, 'label.bias': tensor('F32', 2) },
    'weight-only.safetensors': weight,
    'two-heads.safetensors': { 'a.weight': tensor('F32', 2, 8), 'b.weight': tensor('F32', 2, 8) },
  };
  const found = files[source];
  return found ? { files: [source], tensors: new Map(Object.entries(found)) } : { problem: `${source} does not exist` };
}

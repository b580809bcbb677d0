import { optimizers } from './generated/optimizers.ts';

/** The functions of optimizers.wat; pointers are byte offsets into the memory, counts are numbers of float32. */
export interface Kernels {
  adamw(
    weight: number,
    gradient: number,
    first: number,
    second: number,
    count: number,
    blend1: number,
    blend2: number,
    rate: number,
    epsilon: number,
    keep: number,
  ): void;
  sgd(
    weight: number,
    gradient: number,
    first: number,
    count: number,
    momentum: number,
    decay: number,
    rate: number,
  ): void;
  squares(at: number, count: number): number;
  scale(at: number, count: number, factor: number): void;
  blend(mean: number, at: number, count: number, share: number): void;
  accumulate(sum: number, term: number, count: number): void;
}

/** Compiles the optimizers over a memory. */
export function kernelsOver(memory: WebAssembly.Memory): Kernels {
  const module = new WebAssembly.Module(Buffer.from(optimizers, 'base64'));
  return new WebAssembly.Instance(module, { state: { memory } }).exports as unknown as Kernels;
}

/** Number formats in which stored tensors come, by safetensors' names, with their bytes. */
export const elementBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

export type ElementFormat = keyof typeof elementBytes;

export function isElementFormat(name: string): name is ElementFormat {
  return Object.hasOwn(elementBytes, name);
}

export function isFloatFormat(format: ElementFormat): boolean {
  return format.startsWith('F') || format.startsWith('BF');
}

/** A tensor in a file, row-major and little-endian. */
export interface ListedTensor {
  readonly shape: readonly number[];
  readonly format: ElementFormat;
  /** Path of the file that holds its numbers. */
  readonly file: string;
  /** Byte offsets in the file; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What a file, or several that belong together, hold, without the numbers. */
export interface WeightsListing {
  /** Paths of all files read, the index of a sharded model included. */
  readonly files: readonly string[];
  readonly tensors: ReadonlyMap<string, ListedTensor>;
}

/** How many elements a shape has; undefined where that is no exact number. */
export function elementsOfShape(shape: readonly number[]): number | undefined {
  const count = shape.reduce((product, extent) => product * extent, 1);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** How the numbers of a weighted operator are held: its weights, and the activations that it takes and gives. */
export interface NumberFormat {
  readonly weightBits: number;
  readonly activationBits: number;
}

/** What a weighted operator computes in where nothing is said. */
export const fullPrecision: NumberFormat = { weightBits: 32, activationBits: 32 };

/** Formats by name: weights and activations alike. Three values take two bits, as they are packed in practice. */
const named: Readonly<Record<string, NumberFormat>> = Object.fromEntries(
  Object.entries({ fp32: 32, fp16: 16, bf16: 16, int8: 8, int4: 4, int2: 2, ternary: 2, binary: 1 }).map(
    ([name, bits]) => [name, { weightBits: bits, activationBits: bits }],
  ),
);

/** Names of the formats; besides them `wXaY`, weights of X bits and activations of Y. */
export const formatNames: readonly string[] = Object.keys(named);

/** Bits that weights or activations of a mixed format may have: integers to 8, and floats of 16 and 32. */
const mixedBits: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 16, 32]);

/** The format of a name, `int8` or `w4a8`; undefined where there is none. */
export function numberFormat(name: string): NumberFormat | undefined {
  if (Object.hasOwn(named, name)) return named[name];
  const mixed = /^w([1-9][0-9]?)a([1-9][0-9]?)$/.exec(name);
  const [weightBits, activationBits] = [Number(mixed?.[1]), Number(mixed?.[2])];
  return mixedBits.has(weightBits) && mixedBits.has(activationBits) ? { weightBits, activationBits } : undefined;
}
